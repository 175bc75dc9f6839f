using System.Security.Cryptography;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Encryption;

/// <summary>Gives the encrypted form of what it reads, a piece at a time.</summary>
internal sealed class EncryptingStream(Stream plain, byte[] head, AesGcm cipher) : ReadingStream
{
    private readonly byte[] nonce = EncryptedForm.NewNonce();
    private readonly byte[] ready = new byte[EncryptedForm.StoredPieceBytes];
    private byte[] piece = new byte[EncryptedForm.PieceBytes];
    private byte[] next = new byte[EncryptedForm.PieceBytes];
    private int pieceLength;
    private int from;
    private int to;
    private long number = -1;
    private bool isEnded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (from == to && !isEnded)
            await FillAsync(cancellationToken);
        var given = Math.Min(buffer.Length, to - from);
        ready.AsSpan(from, given).CopyTo(buffer.Span);
        from += given;
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(piece);
        CryptographicOperations.ZeroMemory(next);
        base.Dispose(disposing);
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        from = 0;
        if (number++ < 0)
        {
            head.CopyTo(ready, 0);
            to = head.Length;
            pieceLength = await plain.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellation);
            return;
        }

        // Whether a piece is the last is known when the next is.
        var nextLength = pieceLength == piece.Length ? await plain.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, cancellation) : 0;
        isEnded = nextLength == 0;
        EncryptedForm.Nonce(nonce, number - 1, isEnded);
        cipher.Encrypt(nonce, piece.AsSpan(0, pieceLength), ready.AsSpan(0, pieceLength), ready.AsSpan(pieceLength, EncryptedForm.TagBytes));
        to = pieceLength + EncryptedForm.TagBytes;
        (piece, next, pieceLength) = (next, piece, nextLength);
    }
}
