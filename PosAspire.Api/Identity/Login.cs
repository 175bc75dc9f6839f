using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

public sealed record LoginRequest(string Username, string Password);

/// <summary>Sign-in with name and password.</summary>
internal static class Login
{
    public static async Task<Results<Ok<LoginResponse>, PosProblem>> HandleAsync(
        LoginRequest request, HttpContext http, SignIn signIn, People people, ILogger<LoginRequest> log, CancellationToken cancellation)
    {
        // What cannot be anybody's is looked for as a name that nobody has: the same count, the same time, the same answer.
        var username = SignInRules.Username(request.Username) ?? "";
        var password = request.Password.Length <= SignInRules.MaxPasswordLength ? request.Password : "";
        var own = SignInSubject.Name(username);
        SignInSubject[] shared = [SignInSubject.Address(SignIn.AddressOf(http))];
        if (await signIn.RefusalAsync(own, shared, cancellation) is { } locked)
            return locked.AsProblem();

        var person = username.Length == 0 ? null : await people.FindAsync(username, cancellation);
        if (await signIn.ProveAsync(person?.PasswordHash, password, own, shared, cancellation) is not { } right)
            return IdentityErrors.Busy.AsProblem();
        if (!right || person is null)
        {
            log.LogWarning("Sign-in failed: wrong name or password");
            return IdentityErrors.InvalidCredentials.AsProblem();
        }

        var actor = new Actor(person.Id, Guid.CreateVersion7(), registerId: null, person.Grants);
        return TypedResults.Ok(await signIn.StartAsync(person, actor, SignInMethod.Password, own, shared, cancellation));
    }
}
