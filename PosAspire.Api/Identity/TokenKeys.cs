using System.Security.Cryptography;
using System.Text;
using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.Api.Identity;

/// <summary>The secret that access tokens are signed with, and how long they live.</summary>
public sealed class TokenKeys
{
    /// <summary>HS256 needs a key as long as its hash (RFC 7518, 3.2).</summary>
    public const int MinSecretBytes = 32;

    // One shift. Refreshing and revoking come with sessions.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(8);
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(24);

    private TokenKeys(byte[] secret, TimeSpan lifetime) => (Secret, Lifetime) = (secret, lifetime);

    public byte[] Secret { get; }

    public TimeSpan Lifetime { get; }

    /// <summary>Reads <c>JWT_SECRET</c> and <c>JWT_EXPIRATION</c>.</summary>
    /// <exception cref="SettingException">The secret is missing outside development, or one of them is wrong.</exception>
    public static TokenKeys Read(IConfiguration configuration, IHostEnvironment environment, ILogger<TokenKeys> log)
    {
        var lifetime = configuration.Duration("JWT_EXPIRATION", MaxLifetime) ?? DefaultLifetime;
        if (lifetime <= TimeSpan.Zero)
            throw new SettingException("JWT_EXPIRATION", "must be longer than 0 s.");
        if (configuration.Text("JWT_SECRET") is { } text)
        {
            var secret = Encoding.UTF8.GetBytes(text);
            return secret.Length >= MinSecretBytes
                ? new(secret, lifetime)
                : throw new SettingException("JWT_SECRET", $"has {secret.Length} bytes and needs at least {MinSecretBytes}: make one with \"openssl rand -base64 48\".");
        }

        if (!environment.IsDevelopment())
            throw new SettingException("JWT_SECRET", "is required outside development, at least 32 bytes: make one with \"openssl rand -base64 48\".");
        log.LogWarning("JWT_SECRET is not set: signing with a random key, so every sign-in ends with this process");
        return new(RandomNumberGenerator.GetBytes(MinSecretBytes), lifetime);
    }
}
