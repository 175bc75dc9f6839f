using Npgsql;
using PosAspire.Domain.Database;

namespace PosAspire.Workers.Sales;

/// <summary>What became of a job.</summary>
/// <param name="Location">The shop's code.</param>
/// <param name="Problem">Null when it was printed.</param>
/// <param name="IsGivenUp">It is not tried again.</param>
public sealed record PrintOutcome(Guid JobId, string Location, Guid RegisterId, string Printer, int Attempts, PrinterException? Problem, bool IsGivenUp);

/// <summary>
/// Takes jobs out of the table, each printer's in their order: only the first that waits is ever tried, and whoever tries it has it for a
/// while, so that several workers share the printers and a killed one's job is tried again. No transaction is open meanwhile: a printer
/// without paper would hold up the journal's seals. A job may be printed twice when a worker dies between paper and commit; it is never lost.
/// </summary>
public sealed class PrintDispatch(NpgsqlDataSource database, PrintLimits limits, TimeProvider clock)
{
    private const string Waiting = "SELECT DISTINCT printer FROM print_jobs WHERE status = 'queued' LIMIT $1";

    private const string Take =
        """
        UPDATE print_jobs j SET next_attempt_at = $3 FROM locations l
        WHERE l.id = j.location_id AND j.status = 'queued' AND (j.next_attempt_at IS NULL OR j.next_attempt_at <= $2)
          AND j.id = (SELECT f.id FROM print_jobs f WHERE f.printer = $1 AND f.status = 'queued' ORDER BY f.number LIMIT 1)
        RETURNING j.id, l.code, j.register_id, j.bytes, j.attempts, j.created_at
        """;

    private const string Settle =
        "UPDATE print_jobs SET status = $2, attempts = attempts + 1, error = $3, next_attempt_at = $4, printed_at = $5 WHERE id = $1 AND status = 'queued'";

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
        if (await TakeAsync(printer, cancellation) is not { } job)
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
        await using var settle = database.CreateCommand(Settle);
        settle.Parameters.Add(SqlValue.Of(job.Id));
        settle.Parameters.Add(SqlValue.Of(status));
        settle.Parameters.Add(SqlValue.OfText(problem?.Message));
        settle.Parameters.Add(SqlValue.Of(status == "queued" ? now + limits.PauseAfter(attempts) : null));
        settle.Parameters.Add(SqlValue.Of(problem is null ? now : (DateTime?)null));
        // Also while stopping: what is on paper must not be printed again for that.
        await settle.ExecuteNonQueryAsync(CancellationToken.None);
        return new(job.Id, job.Location, job.RegisterId, printer, attempts, problem, isGivenUp);
    }

    private async Task<(Guid Id, string Location, Guid RegisterId, byte[] Bytes, int Attempts, DateTime CreatedAt)?> TakeAsync(
        string printer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var command = database.CreateCommand(Take);
        command.Parameters.Add(SqlValue.Of(printer));
        command.Parameters.Add(SqlValue.Of(now));
        command.Parameters.Add(SqlValue.Of(now + limits.Lease));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? (row.GetGuid(0), row.GetString(1), row.GetGuid(2), await row.GetFieldValueAsync<byte[]>(3, cancellation), row.GetInt32(4), row.GetDateTime(5))
            : null;
    }
}
