using System.Globalization;
using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Workers.Catalog;

/// <summary>What an operator asks to be imported.</summary>
/// <param name="Location">Shop whose price list is meant; or else <paramref name="PriceList"/>.</param>
/// <param name="Map"><c>COLUMN=field</c> each.</param>
/// <param name="Report">Where every rejected line and dropped code goes; null for nowhere.</param>
public sealed record ProductImportRequest(string File, string? Location, string? PriceList, IReadOnlyList<string> Map, bool DryRun, bool Stocked, string? Report);

/// <summary>Imports a catalogue file in one transaction and says on the way how far it is.</summary>
public sealed class ProductImport(string database, TimeProvider clock, TextWriter output, TextWriter progress)
{
    private const int ProgressEvery = 10_000;
    private static readonly TimeSpan DatabaseWait = TimeSpan.FromSeconds(30);

    private const string ListOfShop = "SELECT l.id, l.currency, l.code FROM locations s JOIN price_lists l ON l.id = s.price_list_id WHERE s.code = $1";
    private const string ListByCode = "SELECT id, currency, code FROM price_lists WHERE code = $1";

    /// <summary>Two imports at once would wait for each other's rows in no fixed order.</summary>
    internal const string Turn = "SET LOCAL lock_timeout = '60s'; SELECT pg_advisory_xact_lock(hashtext('posctl import products'))";

    /// <exception cref="ImportException">The file, a column, the shop or the list is not there.</exception>
    public async Task<(CatalogueReport Read, StoredCatalogue Stored)> RunAsync(ProductImportRequest request, CancellationToken cancellation)
    {
        var own = request.Map.Select(ProductColumns.Parse).ToList();
        await using var file = OpenFile(request.File);
        await using var details = request.Report is null ? null : new StreamWriter(request.Report);
        await using var connection = await DatabaseDoor.OpenAsync(database, DatabaseWait, clock, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand(Turn, connection))
            await turn.ExecuteNonQueryAsync(cancellation);
        var (listId, currency, code) = await ListAsync(connection, request, cancellation);

        var report = new CatalogueReport(details);
        using var products = ProductFile.Open(file, currency, report, own);
        await output.WriteLineAsync($"Columns: {products.Columns.Description}.");
        var stored = await CatalogueImport.StoreAsync(
            connection, listId, Watched(products, file.Length, report), request.Stocked, update: true, report, clock.GetUtcNow(), cancellation);
        if (!request.DryRun)
            await transaction.CommitAsync(cancellation);

        foreach (var line in report.RejectedLines)
            await output.WriteLineAsync($"Rejected {line}.");
        if (report.Rejected > report.RejectedLines.Count)
            await output.WriteLineAsync($"… and {report.Rejected - report.RejectedLines.Count} more rejected lines{(request.Report is null ? "; --report FILE lists them all" : "")}.");
        await output.WriteLineAsync($"File: {report}.");
        await output.WriteLineAsync($"Price list {code} ({currency.Code}): {stored}.{(request.DryRun ? " Dry run: all of it was taken back." : "")}");
        return (report, stored);
    }

    private IEnumerable<CatalogueRow> Watched(ProductFile products, long length, CatalogueReport report)
    {
        foreach (var row in products.Rows())
        {
            if (report.Read % ProgressEvery == 0)
                progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Read} lines, {products.ByteOffset * 100 / Math.Max(length, 1)} %"));
            yield return row;
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"The file {path} cannot be read: {missing.Message}");
        }
    }

    private static async Task<(Guid Id, Currency Currency, string Code)> ListAsync(NpgsqlConnection connection, ProductImportRequest request, CancellationToken cancellation)
    {
        await using var command = request.Location is { } shop
            ? new NpgsqlCommand(ListOfShop, connection) { Parameters = { new() { Value = shop } } }
            : new NpgsqlCommand(ListByCode, connection) { Parameters = { new() { Value = request.PriceList ?? "" } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            throw new ImportException(request.Location is null ? $"There is no price list {request.PriceList}." : $"There is no shop {request.Location}.");
        return (reader.GetGuid(0), Currency.Of(reader.GetString(1)), reader.GetString(2));
    }
}
