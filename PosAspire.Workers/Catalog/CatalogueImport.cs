using Npgsql;
using PosAspire.Domain.Database;

namespace PosAspire.Workers.Catalog;

/// <summary>What storing a catalogue changed.</summary>
/// <param name="PricesSet">Products that this list did not sell before.</param>
public sealed record StoredCatalogue(int Added, int Changed, int PricesSet, int PricesChanged, int BarcodesSet)
{
    /// <summary>Products that are other than before in any way, those added among them.</summary>
    public int Touched { get; init; }

    public override string ToString() =>
        $"{Added} products added, {Changed} changed, {PricesSet} prices set, {PricesChanged} changed, {BarcodesSet} barcodes set";
}

/// <summary>
/// Stores a catalogue under one price list, inside the caller's transaction: the rows are streamed into a temporary table and stored by a few
/// statements, so it can be run again and again.
/// </summary>
public static class CatalogueImport
{
    /// <summary>Streams the rows into the database.</summary>
    /// <param name="stocked">Whether levels are kept for these products.</param>
    /// <param name="update">Whether what is there already becomes what the file says; otherwise it stays as it is.</param>
    /// <param name="report">Hears of lines that stand for a product which an earlier line stands for.</param>
    /// <param name="at">When the prices change.</param>
    public static async Task<StoredCatalogue> StoreAsync(
        NpgsqlConnection connection, Guid priceListId, IEnumerable<CatalogueRow> rows, bool stocked, bool update, CatalogueReport? report, DateTimeOffset at,
        CancellationToken cancellation)
    {
        await ExecuteAsync(connection, ImportStatements.Staging, cancellation);
        await CopyAsync(connection, rows, stocked, cancellation);
        if (report is not null)
            await RejectDoublesAsync(connection, report, cancellation);
        await ExecuteAsync(connection, ImportStatements.DropDoubles, cancellation);
        await ExecuteAsync(connection, ImportStatements.Categories, cancellation);
        var changed = update ? await ExecuteAsync(connection, ImportStatements.ChangeProducts, cancellation) : 0;
        var added = await ExecuteAsync(connection, ImportStatements.AddProducts, cancellation);
        var pricesChanged = update ? await PricesAsync(connection, ImportStatements.ChangePrices, priceListId, at, cancellation) : 0;
        var pricesSet = await PricesAsync(connection, ImportStatements.AddPrices, priceListId, at, cancellation);
        var barcodes = await ExecuteAsync(connection, update ? ImportStatements.SetBarcodes : ImportStatements.AddBarcodes, cancellation);
        var touched = await TouchedAsync(connection, cancellation);
        await ExecuteAsync(connection, "DROP TABLE staged", cancellation);
        return new(added, changed, pricesSet, pricesChanged, barcodes) { Touched = touched };
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<CatalogueRow> rows, bool stocked, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync("COPY staged FROM STDIN (FORMAT binary)", cancellation);
        var position = 0L;
        foreach (var row in rows)
        {
            await copy.WriteRowAsync(
                cancellation, Guid.CreateVersion7(), row.Sku, Guid.CreateVersion7(), row.Category, row.Name, row.Brand, row.Size, row.PriceMinor, stocked, ++position, row.Line,
                row.Barcodes.Select(barcode => barcode.Gtin.Value).ToArray(),
                row.Barcodes.Select(barcode => EnumText.Of(barcode.Unit)).ToArray(),
                row.Barcodes.Select(barcode => barcode.Quantity).ToArray(), Guid.CreateVersion7());
        }

        await copy.CompleteAsync(cancellation);
    }

    private static async Task RejectDoublesAsync(NpgsqlConnection connection, CatalogueReport report, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ImportStatements.Doubles, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            report.TakeBack(reader.GetInt64(0), $"its item number {reader.GetString(1)} stands on line {reader.GetInt64(2)} already");
    }

    private static async Task<int> TouchedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ImportStatements.Touched, connection);
        return (int)(long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<int> PricesAsync(NpgsqlConnection connection, string sql, Guid priceListId, DateTimeOffset at, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Only the constants of ImportStatements get here.
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = priceListId }, new() { Value = at } } };
#pragma warning restore CA2100
        return (int)(long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Only the constants of ImportStatements get here.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
