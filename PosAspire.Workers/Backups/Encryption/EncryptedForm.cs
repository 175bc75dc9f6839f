using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Encryption;

/// <summary>
/// How an encrypted file stands in a store: eight bytes that say so, the key's id, a salt; then pieces of 64 kB, each encrypted and
/// authenticated by AES-256-GCM under a key that is the file's alone. A piece's nonce is its number and whether it is the last, so that
/// none can be left out, moved or cut off at the end (the construction "STREAM" of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), and
/// any piece can be read without those before it.
/// </summary>
public static class EncryptedForm
{
    internal const int TagBytes = 16;
    internal const int PieceBytes = 64 << 10;
    internal const int StoredPieceBytes = PieceBytes + TagBytes;

    private const int SaltBytes = 32;
    private const int NonceBytes = 12;
    private const int SaltAt = MagicBytes + BackupKey.IdBytes;
    private const int MagicBytes = 8;

    internal const int HeadBytes = SaltAt + SaltBytes;

    private static ReadOnlySpan<byte> Magic => "posbak\0\u0001"u8;

    /// <summary>Encrypts while it is read.</summary>
    /// <param name="plain">Belongs to the caller.</param>
    /// <param name="name">What the file is, for good: it opens under no other name.</param>
    public static Stream Encrypt(Stream plain, BackupKey key, string name)
    {
        byte[] head = [.. Magic, .. Convert.FromHexString(key.Id), .. RandomNumberGenerator.GetBytes(SaltBytes)];
        return new EncryptingStream(plain, head, key.Of(head[SaltAt..], Context(name)));
    }

    /// <summary>Decrypts while it is read, from the beginning or from a later byte of what was encrypted.</summary>
    /// <param name="at">Where the store keeps it.</param>
    /// <param name="name">What it was encrypted as.</param>
    /// <returns>Null when the store has nothing there. Reading it throws a <see cref="DamageException"/> at the first piece that is not what was written.</returns>
    /// <exception cref="KeyException">It needs a key that is not here.</exception>
    public static async Task<Stream?> OpenAsync(IBackupStore store, string at, string name, KeyRing keys, CancellationToken cancellation, long from = 0)
    {
        var stored = await store.OpenAsync(at, cancellation);
        if (stored is null)
            return null;
        var head = new byte[HeadBytes];
        if (await stored.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellation) < HeadBytes || !head.AsSpan().StartsWith(Magic))
        {
            await stored.DisposeAsync();
            throw new DamageException($"{at} is damaged: it does not begin as an encrypted file does.");
        }

        // Of the piece before, when the byte is the first of one: there may be no further, and only the last one says so.
        var piece = from > 0 ? (from - 1) / PieceBytes : 0;
        var key = keys.Find(Convert.ToHexStringLower(head.AsSpan(MagicBytes, BackupKey.IdBytes)), at);
        if (piece > 0)
        {
            await stored.DisposeAsync();
            stored = await store.OpenAsync(at, cancellation, HeadBytes + (piece * StoredPieceBytes)) ?? throw new DamageException($"{at} is missing.");
        }

        return new DecryptingStream(stored, key.Of(head[SaltAt..], Context(name)), piece, (int)(from - (piece * PieceBytes)), at);
    }

    internal static void Nonce(Span<byte> nonce, long piece, bool isLast)
    {
        BinaryPrimitives.WriteInt32BigEndian(nonce, isLast ? 1 : 0);
        BinaryPrimitives.WriteInt64BigEndian(nonce[(NonceBytes - sizeof(long))..], piece);
    }

    internal static byte[] NewNonce() => new byte[NonceBytes];

    private static byte[] Context(string name) => Encoding.UTF8.GetBytes($"posaspire backup file\n{name}");
}
