using Npgsql;
using NpgsqlTypes;

namespace PosAspire.Workers.Audit;

/// <summary>A sealed block.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="IsFull">It ends where its room did, so more waits.</param>
public sealed record SealedBlock(long Number, ulong ToTransaction, byte[] Hash, bool IsFull = false);

/// <summary>
/// Seals the journal in commit-safe order: a block covers every line written by a range of transactions that have all
/// ended, so nothing can still come into it. One sealer at a time holds the right to.
/// </summary>
/// <param name="maxLines">A block takes about so many lines; a transaction is never split.</param>
public sealed class AuditSealer(NpgsqlDataSource database, TimeProvider clock, int maxLines = AuditSealer.DefaultMaxLines)
{
    public const int DefaultMaxLines = 10_000;

    /// <summary>"posseal" in ASCII; nothing else in the product locks this number.</summary>
    private const long LockNumber = 0x706F737365616C;

    private const string TakeTurn = "SELECT pg_try_advisory_xact_lock($1)";

    private const string FindHead = "SELECT number, to_transaction, hash FROM audit_chain ORDER BY number DESC LIMIT 1";

    private const string FindEnd = "SELECT pg_snapshot_xmin(pg_current_snapshot())";

    private const string FindLimit = "SELECT transaction_id FROM audit_entries WHERE transaction_id >= $1 AND transaction_id < $2 ORDER BY transaction_id, id OFFSET $3 LIMIT 1";

    private const string FindLines = $"{AuditLine.Select} WHERE transaction_id >= $1 AND transaction_id < $2 {AuditLine.Order}";

    private const string Insert = "INSERT INTO audit_chain (number, from_transaction, to_transaction, entries, hash, sealed_at) VALUES ($1, $2, $3, $4, $5, $6)";

    /// <summary>Seals what can be sealed now, up to one block.</summary>
    /// <returns>The new block; null when nothing is to be sealed, or another sealer is at it.</returns>
    public async Task<SealedBlock?> SealAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await ScalarAsync(connection, TakeTurn, cancellation, Of(LockNumber)) is not true)
            return null;

        var head = await HeadAsync(connection, cancellation);
        var from = head?.ToTransaction ?? 0;
        var to = (ulong)(await ScalarAsync(connection, FindEnd, cancellation))!;
        if (to <= from)
            return null;
        // A range with very many lines ends before the first transaction that would not fit whole.
        var limit = await ScalarAsync(connection, FindLimit, cancellation, Xid(from), Xid(to), Of(maxLines)) as ulong?;
        if (limit is { } ends)
            to = ends > await FirstAsync(connection, from, to, cancellation) ? ends : ends + 1;

        var number = (head?.Number ?? 0) + 1;
        using var hash = new BlockHash(head?.Hash ?? BlockHash.Origin, number, from);
        await AddLinesAsync(connection, hash, from, to, cancellation);
        if (hash.Lines == 0)
            return null;
        var (lines, value) = (hash.Lines, hash.Finish(to));
        await using var insert = Command(connection, Insert, Of(number), Xid(from), Xid(to), Of(lines), Of(value), Of(clock.GetUtcNow().UtcDateTime));
        await insert.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new(number, to, value, IsFull: limit is not null);
    }

    private static async Task<ulong> FirstAsync(NpgsqlConnection connection, ulong from, ulong to, CancellationToken cancellation) =>
        (ulong)(await ScalarAsync(connection, FindLimit, cancellation, Xid(from), Xid(to), Of(0)))!;

    private static async Task<SealedBlock?> HeadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = Command(connection, FindHead);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new(reader.GetInt64(0), (ulong)reader.GetValue(1), (byte[])reader.GetValue(2)) : null;
    }

    private static async Task AddLinesAsync(NpgsqlConnection connection, BlockHash hash, ulong from, ulong to, CancellationToken cancellation)
    {
        await using var command = Command(connection, FindLines, Xid(from), Xid(to));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            hash.Add(AuditLine.Read(reader));
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteScalarAsync(cancellation);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
#pragma warning disable CA2100 // Only the constants of this class get here.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter<ulong> Xid(ulong value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Xid8 };
}
