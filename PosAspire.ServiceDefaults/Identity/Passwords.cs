using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PosAspire.ServiceDefaults.Identity;

/// <summary>Hashes and checks passwords the same way wherever a person is made or signs in.</summary>
public static class Passwords
{
    /// <summary>Rounds of PBKDF2 with HMAC-SHA512 (OWASP Password Storage Cheat Sheet: at least 210,000).</summary>
    public const int Iterations = 210_000;

    // The hasher ignores the person; the type parameter is there for others' hashers.
    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private static readonly object Nobody = new();

    // Checked when the name is unknown, so that the answer takes as long as for a wrong password.
    private static readonly Lazy<string> HashOfNobody = new(() => Hash(Guid.NewGuid().ToString()));

    /// <summary>A salted hash that carries its own algorithm and rounds.</summary>
    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Whether the password is the one behind the hash; without a hash it works as long and says no.</summary>
    public static bool Verify(string? hash, string password)
    {
        var right = Hasher.VerifyHashedPassword(Nobody, hash ?? HashOfNobody.Value, password) != PasswordVerificationResult.Failed;
        return right && hash is not null;
    }
}
