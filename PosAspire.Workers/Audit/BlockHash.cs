using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PosAspire.Workers.Audit;

/// <summary>
/// The hash of one block: SHA-256 over the hash before it, its number, its range, every line and their count. Each part has
/// a fixed length or says its length, so that no two different blocks are the same bytes. Numbers are big-endian.
/// </summary>
internal sealed class BlockHash : IDisposable
{
    /// <summary>Stands before the first block.</summary>
    public static readonly byte[] Origin = new byte[SHA256.HashSizeInBytes];

    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> buffer = new(1_024);

    public BlockHash(ReadOnlySpan<byte> previous, long number, ulong fromTransaction)
    {
        sha.AppendData(previous);
        Write(number);
        Write((long)fromTransaction);
        Flush();
    }

    /// <summary>Lines so far.</summary>
    public int Lines { get; private set; }

    public void Add(in AuditLine line)
    {
        Write((long)line.TransactionId);
        Write(line.Id);
        // Microseconds, which is what the database keeps.
        Write(line.At.Ticks / TimeSpan.TicksPerMicrosecond);
        Write(line.LocationId);
        Write(line.ActorId);
        Write(line.Action);
        Write(line.SubjectId);
        Write(line.Data);
        Flush();
        Lines++;
    }

    public byte[] Finish(ulong toTransaction)
    {
        Write((long)toTransaction);
        Write(Lines);
        Flush();
        return sha.GetHashAndReset();
    }

    public void Dispose() => sha.Dispose();

    private void Write(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), number);
        buffer.Advance(sizeof(long));
    }

    private void Write(Guid id)
    {
        const int Length = 16;
        id.TryWriteBytes(buffer.GetSpan(Length), bigEndian: true, out _);
        buffer.Advance(Length);
    }

    private void Write(Guid? id)
    {
        Write(id is null ? 0L : 1L);
        if (id is { } given)
            Write(given);
    }

    private void Write(string text)
    {
        Write(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, buffer);
    }

    private void Flush()
    {
        sha.AppendData(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
