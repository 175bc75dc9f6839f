using Npgsql;
using PosAspire.Domain.Database;

namespace PosAspire.Workers.Sales;

/// <summary>What became of a job.</summary>
/// <param name="Location">The shop's code.</param>
/// <param name="Problem">Null when it was printed.</param>
/// <param name="IsGivenUp">It is not tried again.</param>
public sealed record PrintOutcome(Guid JobId, string Location, Guid RegisterId, string Printer, int Attempts, PrinterException? Problem, bool IsGivenUp);

/// <summary>
/// Takes jobs out of the table, each printer's in their order: only the first that waits is ever tried, and its row stays locked until its fate
/// is written, so that several workers share the printers and a killed one's job is tried by the next. A job may be printed twice when a worker
/// dies between paper and commit; it is never lost.
/// </summary>
public sealed class PrintDispatch(NpgsqlDataSource database, PrintLimits limits, TimeProvider clock)
{
    private const string Waiting = "SELECT DISTINCT printer FROM print_jobs WHERE status = 'queued' LIMIT $1";

    private const string Take =
        """
        SELECT j.id, l.code, j.register_id, j.bytes, j.attempts, j.created_at FROM print_jobs j JOIN locations l ON l.id = j.location_id
        WHERE j.status = 'queued' AND (j.next_attempt_at IS NULL OR j.next_attempt_at <= $2)
          AND j.id = (SELECT f.id FROM print_jobs f WHERE f.printer = $1 AND f.status = 'queued' ORDER BY f.number LIMIT 1)
        FOR UPDATE OF j SKIP LOCKED
        """;

    private const string Settle =
        "UPDATE print_jobs SET status = $2, attempts = attempts + 1, error = $3, next_attempt_at = $4, printed_at = $5 WHERE id = $1";

    /// <summary>The printers that something waits for.</summary>
    public async Task<IReadOnlyList<string>> PrintersAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Waiting);
        command.Parameters.Add(SqlValue.Of(limits.MaxPrinters));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> printers = [];
        while (await reader.ReadAsync(cancellation))
            printers.Add(reader.GetString(0));
        return printers;
    }

    /// <summary>Tries a printer's first job; null when there is none whose time has come, or another worker has it.</summary>
    public async Task<PrintOutcome?> PrintAsync(string printer, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await TakeAsync(connection, printer, cancellation) is not { } job)
            return null;
        PrinterException? problem = null;
        try
        {
            await PrinterLink.SendAsync(printer, job.Bytes, limits, cancellation);
        }
        catch (PrinterException refused)
        {
            problem = refused;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var attempts = job.Attempts + 1;
        var isGivenUp = problem is not null && now - job.CreatedAt >= limits.GiveUp;
        var status = problem is null ? "printed" : isGivenUp ? "failed" : "queued";
        await using var settle = new NpgsqlCommand(Settle, connection)
        {
            Parameters =
            {
                SqlValue.Of(job.Id), SqlValue.Of(status), SqlValue.OfText(problem?.Message),
                SqlValue.Of(status == "queued" ? now + limits.PauseAfter(attempts) : null), SqlValue.Of(problem is null ? now : (DateTime?)null),
            },
        };
        // Also while stopping: what is on paper must not be printed again for that.
        await settle.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return new(job.Id, job.Location, job.RegisterId, printer, attempts, problem, isGivenUp);
    }

    private async Task<(Guid Id, string Location, Guid RegisterId, byte[] Bytes, int Attempts, DateTime CreatedAt)?> TakeAsync(
        NpgsqlConnection connection, string printer, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Take, connection) { Parameters = { SqlValue.Of(printer), SqlValue.Of(clock.GetUtcNow().UtcDateTime) } };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? (row.GetGuid(0), row.GetString(1), row.GetGuid(2), await row.GetFieldValueAsync<byte[]>(3, cancellation), row.GetInt32(4), row.GetDateTime(5))
            : null;
    }
}
