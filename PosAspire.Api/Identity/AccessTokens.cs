using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PosAspire.Api.Identity;

/// <summary>
/// Issues and checks access tokens (RFC 8725: one algorithm, an explicit type, issuer, audience and expiry always checked).
/// What was checked once is remembered by the whole header until it expires, because a till sends the same token with every request.
/// </summary>
public sealed class AccessTokens
{
    /// <summary>The authorization scheme (RFC 6750).</summary>
    public const string Scheme = "Bearer";

    /// <summary>How many checked tokens are remembered; a shop has tens of tills.</summary>
    public const int MaxKnown = 10_000;

    private const string Party = "posaspire";
    private const string Type = "at+jwt";
    private const int MaxTokenLength = 8 * 1024;

    private readonly ConcurrentDictionary<string, KnownToken> known = new(StringComparer.Ordinal);
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false, MaximumTokenSizeInBytes = MaxTokenLength };
    private readonly SigningCredentials signing;
    private readonly TokenValidationParameters rules;
    private readonly TimeProvider clock;

    public AccessTokens(TokenKeys keys, TimeProvider clock)
    {
        this.clock = clock;
        Lifetime = keys.Lifetime;
        var key = new SymmetricSecurityKey(keys.Secret);
        signing = new(key, SecurityAlgorithms.HmacSha256);
        rules = new()
        {
            ValidIssuer = Party,
            ValidAudience = Party,
            ValidTypes = [Type],
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = key,
            // A key id in the token chooses nothing: there is one key.
            TryAllIssuerSigningKeys = true,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (from, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime && !(from > clock.GetUtcNow().UtcDateTime),
        };
    }

    public TimeSpan Lifetime { get; }

    /// <summary>A token that says who, since which sign-in and in which roles, and nothing personal.</summary>
    /// <param name="sessionEnds">The token ends with its session, if that is sooner than <see cref="Lifetime"/>.</param>
    /// <returns>The token and the whole seconds it is good for.</returns>
    public (string Token, int ExpiresIn) Issue(Actor actor, DateTime sessionEnds)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var expires = now + Lifetime < sessionEnds ? now + Lifetime : sessionEnds;
        var token = handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Party,
            Audience = Party,
            TokenType = Type,
            IssuedAt = now,
            Expires = expires,
            SigningCredentials = signing,
            Claims = TokenClaims.Of(actor),
        });
        return (token, (int)(expires - now).TotalSeconds);
    }

    /// <summary>What was found out before about an <c>Authorization</c> header, if it is still good.</summary>
    internal KnownToken? Find(string header) => known.TryGetValue(header, out var found) && found.Expires > clock.GetUtcNow() ? found : null;

    /// <summary>The person behind an <c>Authorization</c> header, or null when it holds no token of ours that is good now.</summary>
    internal async Task<KnownToken?> CheckAsync(string header)
    {
        if (!header.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase))
            return null;
        var result = await handler.ValidateTokenAsync(header[(Scheme.Length + 1)..].Trim(), rules);
        if (!result.IsValid || TokenClaims.Read((JsonWebToken)result.SecurityToken) is not { } read)
            return null;
        MakeRoom();
        return known.GetOrAdd(header, read);
    }

    private void MakeRoom()
    {
        if (known.Count < MaxKnown)
            return;
        var now = clock.GetUtcNow();
        foreach (var (header, token) in known)
        {
            if (token.Expires <= now)
                known.TryRemove(header, out _);
        }

        if (known.Count >= MaxKnown)
            known.Clear();
    }
}
