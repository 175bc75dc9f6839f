using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

public sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

/// <summary>A person's own new password. It ends every sign-in of that person, this one too: whoever knew the old one is out.</summary>
internal static class OwnPassword
{
    // Guarded by the hash that was checked: of two changes at once one wins.
    private const string Change = "UPDATE users SET password_hash = $2, version = version + 1 WHERE id = $1 AND password_hash = $3";

    public static async Task<Results<NoContent, PosProblem>> HandleAsync(
        ChangePasswordRequest request, Actor actor, HttpContext http, SignIn signIn, People people, SecretCheck secrets,
        NpgsqlDataSource database, Revocations revocations, TimeProvider clock, CancellationToken cancellation)
    {
        if (await people.FindAsync(actor.UserId, cancellation) is not { } person)
            return IdentityErrors.Required.AsProblem();
        var own = SignInSubject.Name(person.Username);
        SignInSubject[] shared = [SignInSubject.Address(SignIn.AddressOf(http))];
        if (await signIn.RefusalAsync(own, shared, cancellation) is { } locked)
            return locked.AsProblem();
        var current = request.CurrentPassword.Length <= SignInRules.MaxPasswordLength ? request.CurrentPassword : "";
        if (await signIn.ProveAsync(person.PasswordHash, current, own, shared, cancellation) is not { } right)
            return IdentityErrors.Busy.AsProblem();
        if (!right)
            return IdentityErrors.WrongPassword.AsProblem();
        if (SignInRules.CheckPassword(request.NewPassword, person.Username) is { } weak)
            return weak.AsProblem();

        var hash = await secrets.HashAsync(request.NewPassword, cancellation);
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(Change) { Parameters = { SqlValue.Of(person.Id), SqlValue.Of(hash), SqlValue.Of(person.PasswordHash) } });
        foreach (var command in SignInCounter.Right(own, shared))
            batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, null, person.Id, "user.password_changed", person.Id, "{}"));
        await batch.ExecuteNonQueryAsync(cancellation);
        await revocations.TellAsync(cancellation);
        return TypedResults.NoContent();
    }
}
