using System.Security.Cryptography;
using System.Text;

namespace PosAspire.Domain.Identity;

/// <summary>Something whose failed sign-ins are counted. Names and addresses are hashed: the table of counts names nobody.</summary>
/// <param name="Key">How the count is stored.</param>
/// <param name="Most">How many tries may fail; then it is locked.</param>
/// <param name="Window">How long failures are remembered, and how long the lock lasts.</param>
public sealed record SignInSubject(string Key, int Most, TimeSpan Window)
{
    public const int MaxFailures = 10;

    public const int MaxFailuresOfAddress = 100;

    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(30);

    public static readonly TimeSpan AddressWindow = TimeSpan.FromMinutes(5);

    private const int HashLength = 32;

    /// <summary>Sign-in with a password under this name, whether anybody has it or not.</summary>
    public static SignInSubject Name(string username) => new($"name:{Hash(username)}", MaxFailures, LockTime);

    /// <summary>Sign-in with this person's PIN at any register.</summary>
    public static SignInSubject Pin(Guid userId) => new($"pin:{userId}", MaxFailures, LockTime);

    /// <summary>Sign-in with anybody's PIN at this register.</summary>
    public static SignInSubject Register(Guid registerId) => new($"register:{registerId}", MaxFailures, LockTime);

    /// <summary>Any sign-in from this address. Everyone behind one router shares it, so it is only slowed down.</summary>
    public static SignInSubject Address(string address) => new($"address:{Hash(address)}", MaxFailuresOfAddress, AddressWindow);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
