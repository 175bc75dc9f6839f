using Npgsql;
using NpgsqlTypes;
using PosAspire.Domain.Database;

namespace PosAspire.Workers.Catalog;

/// <summary>Stores a catalogue under one price list. What is already there stays as it is, so it can be run again.</summary>
public static class CatalogueImport
{
    private const string Staging =
        """
        CREATE TEMP TABLE staged (
          id uuid, sku text, category_id uuid, category text, name text, size text, price_minor bigint, stocked boolean, position bigint,
          gtins text[], units text[], quantities int[]) ON COMMIT DROP
        """;

    // A category's id is the one of its first row; its place is the order in which the file names it.
    private const string Store =
        """
        INSERT INTO categories (id, name, position)
          SELECT DISTINCT ON (category) category_id, category, dense_rank() OVER (ORDER BY first_at)
          FROM (SELECT *, min(position) OVER (PARTITION BY category) AS first_at FROM staged) AS s
          ORDER BY category, position
          ON CONFLICT (name) DO NOTHING;
        INSERT INTO products (id, category_id, sku, name, size, is_stocked, is_active)
          SELECT s.id, c.id, s.sku, s.name, s.size, s.stocked, true FROM staged s JOIN categories c ON c.name = s.category
          ON CONFLICT (sku) DO NOTHING;
        INSERT INTO product_prices (price_list_id, product_id, price_minor)
          SELECT @list, p.id, s.price_minor FROM staged s JOIN products p ON p.sku = s.sku
          ON CONFLICT (price_list_id, product_id) DO NOTHING;
        INSERT INTO product_barcodes (gtin, product_id, unit, quantity)
          SELECT b.gtin, p.id, b.unit, b.quantity
          FROM staged s JOIN products p ON p.sku = s.sku CROSS JOIN unnest(s.gtins, s.units, s.quantities) AS b (gtin, unit, quantity)
          ON CONFLICT (gtin, product_id) DO NOTHING
        """;

    /// <summary>Streams the rows into the database inside the caller's transaction.</summary>
    /// <param name="stocked">Whether levels are kept for these products.</param>
    public static async Task StoreAsync(
        NpgsqlConnection connection, Guid priceListId, IEnumerable<CatalogueRow> rows, bool stocked, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, Staging, null, cancellation);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY staged FROM STDIN (FORMAT binary)", cancellation))
        {
            var position = 0L;
            foreach (var row in rows)
            {
                await copy.WriteRowAsync(
                    cancellation, Guid.CreateVersion7(), row.Sku, Guid.CreateVersion7(), row.Category, row.Name, row.Size, row.PriceMinor, stocked, ++position,
                    row.Barcodes.Select(barcode => barcode.Gtin.Value).ToArray(),
                    row.Barcodes.Select(barcode => EnumText.Of(barcode.Unit)).ToArray(),
                    row.Barcodes.Select(barcode => barcode.Quantity).ToArray());
            }

            await copy.CompleteAsync(cancellation);
        }

        await ExecuteAsync(connection, Store, priceListId, cancellation);
        await ExecuteAsync(connection, "DROP TABLE staged", null, cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, Guid? list, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the constants of this class get here.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (list is { } id)
            command.Parameters.Add(new("list", NpgsqlDbType.Uuid) { Value = id });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
