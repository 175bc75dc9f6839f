using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

/// <summary>What a token says, written and read in one place.</summary>
internal static class TokenClaims
{
    private const string Roles = "roles";
    private const string Register = "register";

    public static Dictionary<string, object> Of(Actor actor)
    {
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = actor.UserId.ToString(),
            [JwtRegisteredClaimNames.Sid] = actor.SessionId.ToString(),
            [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString(),
            [Roles] = actor.Grants.Select(grant => grant.ToString()).ToArray(),
        };
        if (actor.RegisterId is { } register)
            claims[Register] = register.ToString();
        return claims;
    }

    /// <summary>Reads a token whose signature, type, issuer and audience are right; null when something else in it is not as it must be.</summary>
    public static KnownToken? Read(JsonWebToken token)
    {
        using var header = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedHeader));
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        var claims = payload.RootElement;
        // An extension that must be understood (RFC 7515, 4.1.11): none is. Times are numbers (RFC 7519, 2), whatever a library reads into them.
        if (header.RootElement.TryGetProperty("crit", out _) || !IsNumber(claims, "exp") || (claims.TryGetProperty("nbf", out _) && !IsNumber(claims, "nbf")))
            return null;
        if (Id(claims, JwtRegisteredClaimNames.Sub) is not { } user || Id(claims, JwtRegisteredClaimNames.Sid) is not { } session)
            return null;
        List<RoleGrant> grants = [];
        if (claims.TryGetProperty(Roles, out var roles) && roles.ValueKind == JsonValueKind.Array)
        {
            foreach (var role in roles.EnumerateArray())
            {
                if (role.ValueKind == JsonValueKind.String && RoleGrant.TryParse(role.GetString()!, out var grant))
                    grants.Add(grant);
            }
        }

        return new(new(user, session, Id(claims, Register), grants), new(token.ValidTo, TimeSpan.Zero));
    }

    private static bool IsNumber(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number;

    private static Guid? Id(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : null;
}
