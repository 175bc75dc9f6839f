using System.Security.Cryptography;
using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.Workers.Backups.Encryption;

/// <summary>A secret of 256 bits. From it every file gets a key of its own.</summary>
public sealed class BackupKey
{
    /// <summary>Of the secret.</summary>
    public const int Bytes = 32;

    /// <summary>Of its id.</summary>
    public const int IdBytes = 8;

    private readonly byte[] secret;

    public BackupKey(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, Bytes);
        this.secret = secret.ToArray();
        Id = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, this.secret, IdBytes, salt: null, info: "posaspire backup key id"u8.ToArray()));
    }

    /// <summary>Which key it is, and nothing about what it is: it stands in manifests.</summary>
    public string Id { get; }

    /// <param name="setting">For the sentence.</param>
    /// <param name="text">32 bytes in base64 or in hexadecimal digits.</param>
    /// <exception cref="SettingException">It is neither; the sentence does not show it.</exception>
    public static BackupKey Parse(string setting, string text)
    {
        var bytes = new byte[Bytes];
        var isKey = text.Length == Bytes * 2
            ? Convert.FromHexString(text, bytes, out _, out var fromHex) == System.Buffers.OperationStatus.Done && fromHex == Bytes
            : Convert.TryFromBase64String(text, bytes, out var fromBase64) && fromBase64 == Bytes;
        return isKey ? new(bytes) : throw new SettingException(setting, "must be 32 bytes in base64 or in hexadecimal digits. A new one: openssl rand -base64 32");
    }

    /// <summary>The key of one file.</summary>
    /// <param name="salt">Of that file only.</param>
    /// <param name="context">What the file is; under another's name it does not open.</param>
    internal AesGcm Of(byte[] salt, byte[] context)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Bytes, salt, context);
        try
        {
            return new(key, EncryptedForm.TagBytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
