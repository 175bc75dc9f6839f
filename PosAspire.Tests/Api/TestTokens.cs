using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PosAspire.Tests.Api;

/// <summary>Tokens that the API did not issue: each differs from a right one in what a test changes.</summary>
internal static class TestTokens
{
    public const string Secret = "a secret of the tests, longer than 32 bytes";

    public static string Make(Action<SecurityTokenDescriptor>? change = null, string secret = Secret)
    {
        var now = DateTime.UtcNow;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = "posaspire",
            Audience = "posaspire",
            TokenType = "at+jwt",
            IssuedAt = now,
            Expires = now.AddMinutes(5),
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256),
            Claims = new Dictionary<string, object> { ["sub"] = Guid.NewGuid().ToString(), ["sid"] = Guid.NewGuid().ToString(), ["roles"] = new[] { "cashier@*" } },
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>Signs exactly this header and payload, right or wrong.</summary>
    public static string Raw(string header, string payload)
    {
        var text = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(text)))}";
    }
}
