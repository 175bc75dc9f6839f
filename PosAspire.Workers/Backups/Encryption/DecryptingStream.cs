using System.Security.Cryptography;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Encryption;

/// <summary>Gives back what was encrypted, and not a byte that is not authentic.</summary>
/// <param name="stored">From the beginning of a piece; belongs to this stream.</param>
/// <param name="number">That piece's.</param>
/// <param name="skip">How much of it is not wanted.</param>
/// <param name="at">For the sentence.</param>
internal sealed class DecryptingStream(Stream stored, AesGcm cipher, long number, int skip, string at) : ReadingStream
{
    private readonly byte[] nonce = EncryptedForm.NewNonce();
    private readonly byte[] ready = new byte[EncryptedForm.PieceBytes];
    private byte[] piece = new byte[EncryptedForm.StoredPieceBytes];
    private byte[] next = new byte[EncryptedForm.StoredPieceBytes];
    private int pieceLength = -1;
    private int from;
    private int to;
    private bool isEnded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (from == to && !isEnded)
            await FillAsync(cancellationToken);
        var given = Math.Min(buffer.Length, to - from);
        ready.AsSpan(from, given).CopyTo(buffer.Span);
        from += given;
        return given;
    }

    public override async ValueTask DisposeAsync()
    {
        await stored.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        stored.Dispose();
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(ready);
        base.Dispose(disposing);
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (pieceLength < 0)
            pieceLength = await stored.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellation);
        var nextLength = pieceLength == piece.Length ? await stored.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, cancellation) : 0;
        var length = pieceLength - EncryptedForm.TagBytes;
        if (length < 0)
            throw new DamageException($"{at} is damaged: it is cut off.");
        isEnded = nextLength == 0;
        EncryptedForm.Nonce(nonce, number++, isEnded);
        try
        {
            cipher.Decrypt(nonce, piece.AsSpan(0, length), piece.AsSpan(length, EncryptedForm.TagBytes), ready.AsSpan(0, length));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new DamageException($"{at} is damaged: its content is not what was encrypted.");
        }

        // What was to be skipped is in the first piece alone.
        (from, to, skip) = (Math.Min(skip, length), length, 0);
        (piece, next, pieceLength) = (next, piece, nextLength);
    }
}
