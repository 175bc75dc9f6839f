using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity.Users;

/// <param name="IsActive">False switches the person off, true on again.</param>
/// <param name="Version">As it was read.</param>
public sealed record ChangeUserRequest(string Name, IReadOnlyList<RoleAt> Roles, bool IsActive, int Version);

/// <summary>Changes what a person is called and may do. Other roles, or being switched off, end the person's sign-ins.</summary>
internal static class ChangeUser
{
    private const string Update = "UPDATE users SET name = $2, is_active = $3, version = version + 1 WHERE id = $1";

    public static async Task<Results<Ok<UserBody>, PosProblem>> HandleAsync(
        Guid id, ChangeUserRequest request, Actor actor, UserReader users, UserWriter writer, CancellationToken cancellation)
    {
        if (SignInRules.Name(request.Name) is not { } name)
            return IdentityErrors.InvalidUser.AsProblem();
        var (grants, wrong) = AskedRoles.Read(actor, request.Roles);
        if (wrong is not null)
            return wrong.AsProblem();
        var error = await writer.ChangeAsync(
            actor, id, "user.changed", request.Version,
            _ =>
            [
                new NpgsqlBatchCommand(Update) { Parameters = { SqlValue.Of(id), SqlValue.Of(name), SqlValue.Of(request.IsActive) } },
                .. PersonStatements.SetRoles(id, grants),
            ],
            cancellation);
        if (error is not null)
            return error.AsProblem();
        return await users.FindAsync(id, cancellation) is { } changed ? TypedResults.Ok(changed) : IdentityErrors.UnknownUser(id).AsProblem();
    }

    /// <summary>Switches a person off; doing it again changes nothing.</summary>
    public static async Task<Results<NoContent, PosProblem>> SwitchOffAsync(Guid id, Actor actor, UserWriter writer, CancellationToken cancellation) =>
        Done(await writer.ChangeAsync(
            actor, id, "user.switched_off", version: null, user => user.IsActive ? [PersonStatements.Disable(id)] : [], cancellation));

    internal static Results<NoContent, PosProblem> Done(Domain.Shared.PosError? error) => error is null ? TypedResults.NoContent() : error.AsProblem();
}
