using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PosAspire.Api.Identity;

/// <summary>Issues and checks access tokens (RFC 8725: one algorithm, an explicit type, issuer, audience and expiry always checked).</summary>
public sealed class AccessTokens
{
    public const string RoleClaim = "roles";

    private const string Party = "posaspire";
    private const string Type = "at+jwt";
    private const int MaxTokenLength = 8 * 1024;

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
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            NameClaimType = JwtRegisteredClaimNames.Sub,
            RoleClaimType = RoleClaim,
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        };
    }

    public TimeSpan Lifetime { get; }

    /// <summary>A token that says who and in which roles, and nothing personal.</summary>
    public string Issue(Guid userId, IReadOnlyList<string> roles)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Party,
            Audience = Party,
            TokenType = Type,
            IssuedAt = now,
            Expires = now + Lifetime,
            SigningCredentials = signing,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = userId.ToString(),
                [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString(),
                [RoleClaim] = roles,
            },
        });
    }

    /// <summary>The person behind a token, or null when it is not one of ours, altered or expired.</summary>
    public async Task<ClaimsIdentity?> CheckAsync(string token)
    {
        var result = await handler.ValidateTokenAsync(token, rules);
        return result.IsValid && Guid.TryParse(result.ClaimsIdentity.Name, out _) ? result.ClaimsIdentity : null;
    }
}
