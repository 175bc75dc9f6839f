using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity.Users;

public sealed record SetPasswordRequest(string Password);

/// <param name="Pin">Six digits; null takes the PIN away.</param>
public sealed record SetPinRequest(string? Pin);

/// <summary>New secrets for a person, and letting a locked-out one try again. A new secret ends the person's sign-ins and opens the locks.</summary>
internal static class UserSecrets
{
    private const string SetPassword = "UPDATE users SET password_hash = $2, version = version + 1 WHERE id = $1";

    private const string SetPin = "UPDATE users SET pin_hash = $2, version = version + 1 WHERE id = $1";

    public static async Task<Results<NoContent, PosProblem>> PasswordAsync(
        Guid id, SetPasswordRequest request, Actor actor, UserReader users, UserWriter writer, SecretCheck secrets, CancellationToken cancellation)
    {
        if (await users.FindAsync(id, cancellation) is not { } user)
            return IdentityErrors.UnknownUser(id).AsProblem();
        if (SignInRules.CheckPassword(request.Password, user.Username) is { } weak)
            return weak.AsProblem();
        var hash = await secrets.HashAsync(request.Password, cancellation);
        return ChangeUser.Done(await writer.ChangeAsync(
            actor, id, "user.password_set", version: null,
            found => [new NpgsqlBatchCommand(SetPassword) { Parameters = { SqlValue.Of(id), SqlValue.Of(hash) } }, PersonStatements.Unlock(id, found.Username)],
            cancellation));
    }

    public static async Task<Results<NoContent, PosProblem>> PinAsync(
        Guid id, SetPinRequest request, Actor actor, UserWriter writer, SecretCheck secrets, CancellationToken cancellation)
    {
        if (request.Pin is { } pin && SignInRules.CheckPin(pin) is { } weak)
            return weak.AsProblem();
        var hash = request.Pin is null ? null : await secrets.HashAsync(request.Pin, cancellation);
        return ChangeUser.Done(await writer.ChangeAsync(
            actor, id, "user.pin_set", version: null,
            found => [new NpgsqlBatchCommand(SetPin) { Parameters = { SqlValue.Of(id), SqlValue.OfText(hash) } }, PersonStatements.Unlock(id, found.Username)],
            cancellation));
    }

    public static async Task<Results<NoContent, PosProblem>> UnlockAsync(Guid id, Actor actor, UserWriter writer, CancellationToken cancellation) =>
        ChangeUser.Done(await writer.ChangeAsync(
            actor, id, "user.unlocked", version: null, found => [PersonStatements.Unlock(id, found.Username)], cancellation));

    public static async Task<Results<NoContent, PosProblem>> EndSessionsAsync(
        Guid id, Actor actor, UserReader users, SessionEnds ends, CancellationToken cancellation)
    {
        if (await users.FindAsync(id, cancellation) is not { } user)
            return IdentityErrors.UnknownUser(id).AsProblem();
        if (!UserBody.IsWithinReach(actor, user.Grants()))
            return IdentityErrors.OtherLocation(user.Roles.Count > 0 ? user.Roles[0].Location : "").AsProblem();
        await ends.EndAllAsync(id, actor.UserId, "ended_by_an_administrator", cancellation);
        return TypedResults.NoContent();
    }
}
