using System.Globalization;
using Npgsql;

namespace PosAspire.Bench.Orders;

/// <summary>Proves that both sides do the same work: rows a table, WAL bytes and transactions of one sale.</summary>
internal sealed class WorkProof(NpgsqlDataSource database)
{
    private static readonly string[] Tables =
        ["idempotency_records", "orders", "order_lines", "payments", "audit_entries", "outbox_messages", "stock_movements"];

    /// <param name="Rows">Inserted rows of each table.</param>
    public sealed record Work(long Sales, long[] Rows, double WalBytes, double Transactions, double Buffers)
    {
        public string RowsPerSale => string.Join(' ', Tables.Select((table, at) => string.Create(CultureInfo.InvariantCulture, $"{table}={(double)Rows[at] / Sales:0.##}")));

        public double WalPerSale => WalBytes / Sales;

        public double TransactionsPerSale => Transactions / Sales;

        /// <summary>Accesses to shared buffers, found there or not.</summary>
        public double BuffersPerSale => Buffers / Sales;
    }

    /// <summary>Without full page images, which depend on where the last checkpoint was and not on the work.</summary>
    public async Task CalmAsync(bool calm)
    {
        await ExecuteAsync(calm ? "ALTER SYSTEM SET full_page_writes = off" : "ALTER SYSTEM RESET full_page_writes");
        await ExecuteAsync("SELECT pg_reload_conf()");
        await ExecuteAsync("CHECKPOINT");
    }

    /// <param name="sell">Makes sales and says how many.</param>
    public async Task<Work> MeasureAsync(Func<Task<long>> sell)
    {
        var rows = await RowsAsync();
        var (transactions, buffers) = await ActivityAsync();
        var wal = await WalAsync();
        var sales = await sell();
        var written = await WalAsync() - wal;
        var (transactionsAfter, buffersAfter) = await ActivityAsync();
        var after = await RowsAsync();
        return new(sales, [.. after.Select((count, at) => count - rows[at])], (double)written, transactionsAfter - transactions, buffersAfter - buffers);
    }

    /// <summary>How many orders are stored.</summary>
    public Task<long> OrdersAsync() => ScalarAsync<long>("SELECT count(*) FROM orders");

    private Task<decimal> WalAsync() => ScalarAsync<decimal>("SELECT pg_current_wal_insert_lsn() - '0/0'");

    private async Task<long[]> RowsAsync()
    {
        var rows = new long[Tables.Length];
        for (var at = 0; at < rows.Length; at++)
            rows[at] = await ScalarAsync<long>($"SELECT count(*) FROM {Tables[at]}");
        return rows;
    }

    // Backends tell their counts late; a moment of rest brings them in.
    private async Task<(long Transactions, long Buffers)> ActivityAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        return (
            await ScalarAsync<long>("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"),
            await ScalarAsync<long>("SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()"));
    }

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
