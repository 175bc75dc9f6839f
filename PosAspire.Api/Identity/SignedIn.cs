namespace PosAspire.Api.Identity;

/// <summary>Whether a long request's caller may still be answered: its token has not ended and its sign-in was not ended.</summary>
public sealed class SignedIn
{
    private readonly AccessTokens tokens;
    private readonly Revocations revocations;

    internal SignedIn(AccessTokens tokens, Revocations revocations) => (this.tokens, this.revocations) = (tokens, revocations);

    /// <exception cref="Npgsql.NpgsqlException">Whether the session was ended cannot be known now.</exception>
    public async ValueTask<bool> IsStillAsync(HttpContext context, CancellationToken cancellation) =>
        context.Request.Headers.Authorization is [{ } header] && tokens.Find(header) is { } token
        && !await revocations.IsRevokedAsync(token.Actor.SessionId, cancellation);
}
