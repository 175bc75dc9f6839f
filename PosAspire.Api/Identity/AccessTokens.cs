using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

/// <summary>Issues and checks access tokens (RFC 8725: one algorithm, an explicit type, issuer, audience and expiry always checked).</summary>
public sealed class AccessTokens
{
    private const string RoleClaim = "roles";
    private const string RegisterClaim = "register";
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

    /// <summary>A token that says who, since which sign-in and in which roles, and nothing personal.</summary>
    public string Issue(Actor actor)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = actor.UserId.ToString(),
            [JwtRegisteredClaimNames.Sid] = actor.SessionId.ToString(),
            [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString(),
            [RoleClaim] = actor.Grants.Select(grant => grant.ToString()).ToArray(),
        };
        if (actor.RegisterId is { } register)
            claims[RegisterClaim] = register.ToString();
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Party,
            Audience = Party,
            TokenType = Type,
            IssuedAt = now,
            Expires = now + Lifetime,
            SigningCredentials = signing,
            Claims = claims,
        });
    }

    /// <summary>The person behind a token, or null when it is not one of ours, altered or expired.</summary>
    public async Task<Actor?> CheckAsync(string token)
    {
        var result = await handler.ValidateTokenAsync(token, rules);
        if (!result.IsValid || !Guid.TryParse(result.ClaimsIdentity.Name, out var user)
            || !Guid.TryParse(result.ClaimsIdentity.FindFirst(JwtRegisteredClaimNames.Sid)?.Value, out var session))
        {
            return null;
        }

        Guid? register = Guid.TryParse(result.ClaimsIdentity.FindFirst(RegisterClaim)?.Value, out var id) ? id : null;
        List<RoleGrant> grants = [];
        foreach (var claim in result.ClaimsIdentity.FindAll(RoleClaim))
        {
            if (RoleGrant.TryParse(claim.Value, out var grant))
                grants.Add(grant);
        }

        return new(user, session, register, grants);
    }
}
