using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PosAspire.ServiceDefaults.Identity;

/// <summary>Hashes and checks passwords the same way wherever a person is made or signs in.</summary>
public static class Passwords
{
    /// <summary>Rounds of PBKDF2 with HMAC-SHA512 (OWASP Password Storage Cheat Sheet: at least 210,000).</summary>
    public const int Iterations = 210_000;

    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    // The hasher ignores the person; the type parameter is there for others' hashers.
    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private static readonly object Nobody = new();

    // Checked when the name is unknown, so that the answer takes as long as for a wrong password. It is a hash in the
    // hasher's third format (marker 1, HMAC-SHA512 = 2, rounds, salt of 16 bytes, key of 32), of no known password.
    private static readonly string HashOfNobody = Convert.ToBase64String(
        [1, 0, 0, 0, 2, .. BigEndian(Iterations), .. BigEndian(SaltBytes), .. new byte[SaltBytes], .. new byte[KeyBytes]]);

    /// <summary>A salted hash that carries its own algorithm and rounds.</summary>
    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Whether the password is the one behind the hash; without a hash it works as long and says no.</summary>
    public static bool Verify(string? hash, string password)
    {
        var right = Hasher.VerifyHashedPassword(Nobody, hash ?? HashOfNobody, password) != PasswordVerificationResult.Failed;
        return right && hash is not null;
    }

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
