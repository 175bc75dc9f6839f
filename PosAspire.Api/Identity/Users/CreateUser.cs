using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity.Users;

/// <param name="Pin">Six digits, for signing in at registers; without one this person only signs in by password.</param>
public sealed record CreateUserRequest(string Username, string Name, IReadOnlyList<RoleAt> Roles, string Password, string? Pin = null);

/// <summary>A new person. Nobody gives roles where they are no administrator themselves.</summary>
internal static class CreateUser
{
    public static async Task<Results<Created<UserBody>, PosProblem>> HandleAsync(
        CreateUserRequest request, Actor actor, UserReader users, UserWriter writer, SecretCheck secrets, CancellationToken cancellation)
    {
        if (SignInRules.Username(request.Username) is not { } username || SignInRules.Name(request.Name) is not { } name)
            return IdentityErrors.InvalidUser.AsProblem();
        var (grants, wrong) = AskedRoles.Read(actor, request.Roles);
        if ((wrong ?? SignInRules.CheckPassword(request.Password, username) ?? (request.Pin is { } asked ? SignInRules.CheckPin(asked) : null)) is { } refusal)
            return refusal.AsProblem();

        var id = Guid.CreateVersion7();
        var password = await secrets.HashAsync(request.Password, cancellation);
        var pin = request.Pin is null ? null : await secrets.HashAsync(request.Pin, cancellation);
        if (await writer.AddAsync(actor, id, username, name, password, pin, grants, cancellation) is { } error)
            return error.AsProblem();
        var created = await users.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"The user {id} that was just made is not there.");
        return TypedResults.Created($"/api/v1/admin/users/{id}", created);
    }
}
