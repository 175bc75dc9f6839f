using Microsoft.AspNetCore.Authentication;

namespace PosAspire.Api.Identity;

/// <summary>A token that was checked once, with everything a request needs from it made in advance.</summary>
internal sealed class KnownToken(Actor actor, DateTimeOffset expires)
{
    public Actor Actor { get; } = actor;

    public DateTimeOffset Expires { get; } = expires;

    public Task<AuthenticateResult> Result { get; } = Task.FromResult(AuthenticateResult.Success(new(actor.Principal, AccessTokens.Scheme)));
}
