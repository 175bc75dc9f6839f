using Npgsql;
using PosAspire.Workers.Audit;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>What was found in a restored database.</summary>
/// <param name="Rows">Of the main tables.</param>
/// <param name="Transactions">The runbook's <c>SELECT COUNT(*) FROM "Transaction"</c>.</param>
/// <param name="Findings">A sentence each; none when everything holds.</param>
/// <param name="Audit">The newest sealed block of the journal; null when nothing is sealed.</param>
/// <param name="Identity">The database's, as the journal's anchors have it.</param>
public sealed record RestoreVerdict(IReadOnlyDictionary<string, long> Rows, long Transactions, IReadOnlyList<string> Findings, AuditHead? Audit, string Identity);

/// <summary>Questions a restored database: is it the one that was copied, and does it hold together?</summary>
public static class RestoreChecks
{
    private const string CountTransactions = "SELECT count(*) FROM \"Transaction\"";

    private const string FindSealed = "SELECT encode(hash, 'hex') FROM audit_chain WHERE number = $1";

    /// <summary>One statement for each relation and each rule of a row, which counts those that break it.</summary>
    private const string WriteRules =
        """
        SELECT conrelid::regclass::text, conname, CASE contype
          WHEN 'c' THEN format('SELECT count(*) FROM %s WHERE NOT (%s)', conrelid::regclass, pg_get_expr(conbin, conrelid))
          ELSE format('SELECT count(*) FROM %s c WHERE %s AND NOT EXISTS (SELECT 1 FROM %s p WHERE %s)', conrelid::regclass,
            (SELECT string_agg(format('c.%I IS NOT NULL', a.attname), ' AND ') FROM unnest(conkey) k JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k),
            confrelid::regclass,
            (SELECT string_agg(format('p.%I = c.%I', f.attname, a.attname), ' AND ') FROM unnest(conkey, confkey) AS k(own, other)
             JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.own JOIN pg_attribute f ON f.attrelid = confrelid AND f.attnum = k.other)) END
        FROM pg_constraint WHERE contype IN ('c', 'f') AND convalidated AND conrelid <> 0 AND connamespace = 'public'::regnamespace ORDER BY 1, 2
        """;

    /// <summary>The newest completed sale, with its lines: read as a receipt would be.</summary>
    private const string ReadSale =
        """
        SELECT o.number, o.business_day::text, o.total_minor, (SELECT count(*) FROM order_lines l WHERE l.location_id = o.location_id AND l.order_id = o.id)
        FROM orders o WHERE o.status = 'completed' ORDER BY o.completed_at DESC LIMIT 1
        """;

    /// <param name="counted">The main tables' rows when the copy was made.</param>
    /// <param name="sealedHead">The newest sealed block then.</param>
    /// <param name="isExact">The database is of the copy's own moment; otherwise of a later one, when it may hold more.</param>
    public static async Task<RestoreVerdict> AskAsync(
        string database, IReadOnlyDictionary<string, RowCount> counted, AuditHead? sealedHead, bool isExact, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        List<string> findings = [];
        var rows = await MainTables.CountAsync(connection, cancellation);
        foreach (var (table, expected) in counted)
        {
            if (isExact ? !expected.Allows(rows.GetValueOrDefault(table)) : rows.GetValueOrDefault(table) < Math.Min(expected.AtStart, expected.AtEnd))
                findings.Add($"{table} has {rows.GetValueOrDefault(table)} rows, and had {expected.AtStart} to {expected.AtEnd} when the copy was made.");
        }

        if (sealedHead is { } head && await ScalarAsync(connection, FindSealed, cancellation, head.Number) as string != head.Hash)
            findings.Add($"Block {head.Number} of the journal is not the one that was sealed when the copy was made.");
        await AskRulesAsync(connection, findings, cancellation);
        var audit = await AuditVerifier.VerifyAsync(source, [], cancellation);
        findings.AddRange(audit.Findings);
        await ReadSaleAsync(connection, findings, cancellation);
        return new(
            rows, (long)(await ScalarAsync(connection, CountTransactions, cancellation))!, findings, await MainTables.HeadAsync(connection, cancellation),
            await AuditAnchors.IdentityAsync(source, cancellation));
    }

    private static async Task AskRulesAsync(NpgsqlConnection connection, List<string> findings, CancellationToken cancellation)
    {
        List<(string Table, string Rule, string Sql)> rules = [];
        await using (var command = new NpgsqlCommand(WriteRules, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                rules.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        if (rules.Count == 0)
            findings.Add("The database has no rules: it is not the shop's.");
        foreach (var (table, rule, sql) in rules)
        {
            if (await ScalarAsync(connection, sql, cancellation) is not 0L and var broken)
                findings.Add($"{broken} rows of {table} break {rule}.");
        }
    }

    private static async Task ReadSaleAsync(NpgsqlConnection connection, List<string> findings, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadSale, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (await reader.ReadAsync(cancellation) && reader.GetInt64(3) == 0)
            findings.Add($"The sale {reader.GetInt32(0)} of {reader.GetString(1)} has no lines.");
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params long[] values)
    {
#pragma warning disable CA2100 // The constants of this class, and what the database itself wrote of its own names.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });
        return await command.ExecuteScalarAsync(cancellation);
    }
}
