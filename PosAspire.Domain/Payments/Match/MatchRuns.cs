using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Payments.Match;

/// <summary>The comparisons that were asked for and what they found.</summary>
public static class MatchRuns
{
    /// <summary>How far back one goes when nobody says otherwise.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(2);

    /// <summary>What is being paid at this moment is not a difference.</summary>
    public static readonly TimeSpan Young = TimeSpan.FromMinutes(15);

    /// <summary>Differences that are kept of one run; a shop with more has one reason for all of them.</summary>
    public const int MaxFindings = 500;

    /// <summary>A worker that has not finished by then has died.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private const string Claim =
        """
        UPDATE payment_matches SET lease_until = $2
        WHERE is_waiting AND (lease_until IS NULL OR lease_until < $1) RETURNING id, from_at, until_at
        """;

    // A run that nobody asked for has no row yet.
    private const string Write =
        """
        INSERT INTO payment_matches (id, asked_at, from_at, until_at, is_waiting, finished_at, compared, settled, differences, findings)
        VALUES ($1, $2, $3, $4, false, $2, $5, $6, $7, $8)
        ON CONFLICT (id) DO UPDATE SET is_waiting = false, lease_until = NULL, finished_at = $2, compared = $5, settled = $6, differences = $7, findings = $8
        """;

    /// <summary>Takes the run that waits; null when none does or another worker has it.</summary>
    public static async Task<(Guid Id, DateTime From, DateTime Until)?> ClaimAsync(NpgsqlDataSource database, DateTime at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var command = database.CreateCommand(Claim);
        command.Parameters.Add(SqlValue.Of(at));
        command.Parameters.Add(SqlValue.Of(at + Lease));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetGuid(0), row.GetDateTime(1), row.GetDateTime(2)) : null;
    }

    /// <summary>Keeps what a run found.</summary>
    public static NpgsqlBatchCommand Finish(Guid run, DateTime from, DateTime until, DateTime at, (int Compared, int Settled) counts, IReadOnlyList<MatchLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var findings = lines.Take(MaxFindings).Select(line => new MatchFinding(
            EnumText.Of(line.Kind), line.LocationId, line.PaymentId, line.Provider, line.Ref, line.Order, (line.Till ?? line.Other)?.Currency.Code, line.Till?.Minor, line.Other?.Minor));
        return new(Write)
        {
            Parameters =
            {
                SqlValue.Of(run), SqlValue.Of(at), SqlValue.Of(from), SqlValue.Of(until), SqlValue.Of(counts.Compared), SqlValue.Of(counts.Settled), SqlValue.Of(lines.Count),
                new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(findings, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
    }

    /// <summary>What is kept of a run.</summary>
    public static IReadOnlyList<MatchFinding> Read(string findings) => JsonSerializer.Deserialize<List<MatchFinding>>(findings, JsonSerializerOptions.Web) ?? [];
}
