using System.Text.Json;
using CsvHelper;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Catalog;

namespace PosAspire.Workers.Catalog.Jobs;

/// <summary>
/// Does one import that waits. Its products and what became of it commit together; a worker that dies leaves neither, and the next one
/// takes the job up again.
/// </summary>
public sealed class WaitingImports(NpgsqlDataSource database, TimeProvider clock)
{
    private const string BeforeTheFile = "before_the_file";

    private const string Finish =
        """
        UPDATE import_jobs SET state = $2, finished_at = $3, content = NULL, total = $4, added = $5, changed = $6, unchanged = $7, rejected = $8, sentence = $9,
          problems = $10, report = $11
        WHERE id = $1
        """;

    private const string Forget = "DELETE FROM import_progress WHERE job_id = $1";

    /// <summary>Takes the oldest job that nobody works on and finishes it.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RunOneAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await ClaimedImport.NextAsync(connection, cancellation) is not { } job)
            return false;
        await using (var turn = new NpgsqlCommand(ProductImport.Turn, connection))
            await turn.ExecuteNonQueryAsync(cancellation);
        await transaction.SaveAsync(BeforeTheFile, cancellation);

        using var details = new BoundedReport();
        var report = new CatalogueReport(details);
        await using var progress = await ProgressTeller.StartAsync(database, job, () => report.Read, clock, cancellation);
        var (stored, refusal) = progress.Attempts > ImportJob.MaxAttempts
            ? (null, $"The file could not be imported in {ImportJob.MaxAttempts} attempts.")
            : await StoreAsync(connection, job, report, cancellation);
        if (refusal is null && report.Rejected > 0 && !job.SkipBroken)
            refusal = report.Rejected == 1 ? "One row cannot be imported." : $"{report.Rejected} rows cannot be imported.";
        if (refusal is not null)
            await transaction.RollbackAsync(BeforeTheFile, cancellation);
        await progress.DisposeAsync();
        await FinishAsync(connection, transaction, job, report, refusal is null ? stored : null, refusal, details.ToString(), cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task<(StoredCatalogue? Stored, string? Refusal)> StoreAsync(
        NpgsqlConnection connection, ClaimedImport job, CatalogueReport report, CancellationToken cancellation)
    {
        using var file = new MemoryStream(job.Content, writable: false);
        try
        {
            using var products = ProductFile.Open(file, job.Currency, report);
            return (await CatalogueImport.StoreAsync(
                connection, job.PriceListId, products.Rows(), job.Stocked, update: true, report, clock.GetUtcNow(), cancellation), null);
        }
        catch (ImportException unreadable)
        {
            return (null, unreadable.Message);
        }
        catch (CsvFormatException unreadable)
        {
            return (null, $"Line {unreadable.LineNumber} cannot be read: {unreadable.Message}");
        }
    }

    private async Task FinishAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ClaimedImport job, CatalogueReport report, StoredCatalogue? stored, string? refusal, string details,
        CancellationToken cancellation)
    {
        var at = clock.GetUtcNow().UtcDateTime;
        var changed = stored is null ? 0 : stored.Touched - stored.Added;
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new(Finish)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = job.Id },
                new NpgsqlParameter<string> { TypedValue = stored is null ? "failed" : "done" },
                new NpgsqlParameter<DateTime> { TypedValue = at },
                new NpgsqlParameter<int> { TypedValue = report.Read },
                new NpgsqlParameter<int> { TypedValue = stored?.Added ?? 0 },
                new NpgsqlParameter<int> { TypedValue = changed },
                new NpgsqlParameter<int> { TypedValue = stored is null ? 0 : report.Kept - stored.Touched },
                new NpgsqlParameter<int> { TypedValue = report.Rejected },
                new NpgsqlParameter<string?> { TypedValue = refusal, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(report.Problems, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb },
                new NpgsqlParameter<string> { TypedValue = details },
            },
        });
        batch.BatchCommands.Add(new(Forget) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = job.Id } } });
        batch.BatchCommands.Add(AuditStatements.Entry(
            at, job.LocationId, job.CreatedBy, stored is null ? "catalog.import_failed" : "catalog.imported", job.Id,
            JsonSerializer.Serialize(new { rows = report.Read, added = stored?.Added ?? 0, changed, rejected = report.Rejected }, JsonSerializerOptions.Web)));
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
