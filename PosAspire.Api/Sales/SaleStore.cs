using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>What the first round trip of a sale found.</summary>
/// <param name="Stored">The answer that this key got before, with the hash of its request.</param>
internal sealed record SaleFacts(Shop? Shop, IReadOnlyList<BasketLine> Lines, PosError? LineError, (byte[] Hash, StoredAnswer Answer)? Stored);

/// <summary>Reads what a basket needs to be priced: one round trip, three statements.</summary>
internal sealed class SaleStore(NpgsqlDataSource database)
{
    private const string FindShop =
        """
        SELECT l.id, l.currency, l.time_zone, l.day_cutover, l.service_rate, l.service_base, l.service_rounding,
               l.cash_increment_minor, l.cash_rounding, t.name, t.rate, t.base, t.rounding
        FROM locations l LEFT JOIN location_taxes t ON t.location_id = l.id
        WHERE l.code = $1 ORDER BY t.position
        """;

    private const string FindLines =
        """
        SELECT w.line, p.id, p.name, p.size, COALESCE(b.unit, CASE WHEN p.is_stocked THEN 'bottle' ELSE 'each' END), COALESCE(b.quantity, 1),
               pr.price_minor, p.is_stocked, s.policy, s.on_hand
        FROM locations l
        CROSS JOIN unnest($2, $3) WITH ORDINALITY AS w (gtin, product_id, line)
        LEFT JOIN product_barcodes b ON b.gtin = w.gtin AND (w.product_id IS NULL OR b.product_id = w.product_id)
        JOIN products p ON p.id = CASE WHEN w.gtin IS NULL THEN w.product_id ELSE b.product_id END AND p.is_active
        JOIN product_prices pr ON pr.price_list_id = l.price_list_id AND pr.product_id = p.id
        LEFT JOIN stock_levels s ON s.location_id = l.id AND s.product_id = p.id
        WHERE l.code = $1
        ORDER BY w.line
        """;

    /// <summary>Reads the shop, its lines and, when a key is given, what the key was answered before.</summary>
    public async Task<SaleFacts> ReadAsync(string location, WantedLine[] wanted, IdempotentRequest? key, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(FindShop) { Parameters = { new NpgsqlParameter<string> { TypedValue = location } } });
        batch.BatchCommands.Add(new(FindLines)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = location },
                new NpgsqlParameter<string?[]> { TypedValue = Array.ConvertAll(wanted, line => line.Gtin) },
                new NpgsqlParameter<Guid?[]> { TypedValue = Array.ConvertAll(wanted, line => line.ProductId) },
            },
        });
        // Read last: each statement sees what was committed before it, so stock that this very key has already taken
        // cannot look like "out of stock" to the retry.
        if (key is not null)
            batch.BatchCommands.Add(key.Find(location));

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var shop = await ReadShopAsync(reader, location, cancellation);
        await reader.NextResultAsync(cancellation);
        var (lines, error) = await ReadLinesAsync(reader, wanted, cancellation);
        var stored = key is not null && await reader.NextResultAsync(cancellation) ? await ReadStoredAsync(reader, cancellation) : null;
        return new(shop, lines, error, stored);
    }

    /// <summary>Reads what a key was answered, after another request with it came first.</summary>
    public async Task<(byte[] Hash, StoredAnswer Answer)?> StoredAsync(string location, IdempotentRequest key, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(key.Find(location));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await ReadStoredAsync(reader, cancellation);
    }

    private static async Task<(byte[] Hash, StoredAnswer Answer)?> ReadStoredAsync(NpgsqlDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation) ? Stored(reader) : null;

    private static (byte[] Hash, StoredAnswer Answer) Stored(NpgsqlDataReader reader) =>
        (reader.GetFieldValue<byte[]>(0), new(reader.GetInt16(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetFieldValue<byte[]>(3)));

    private static async Task<Shop?> ReadShopAsync(NpgsqlDataReader reader, string code, CancellationToken cancellation)
    {
        Shop? shop = null;
        List<TaxRule> taxes = [];
        while (await reader.ReadAsync(cancellation))
        {
            shop ??= Shop(reader, code, taxes);
            if (Tax(reader) is { } tax)
                taxes.Add(tax);
        }

        return shop;
    }

    private static Shop Shop(NpgsqlDataReader reader, string code, List<TaxRule> taxes)
    {
        var service = Plain(reader.GetDecimal(4));
        return new(
            reader.GetGuid(0), code, TimeZoneInfo.FindSystemTimeZoneById(reader.GetString(2)), reader.GetFieldValue<TimeOnly>(3),
            new(
                Currency.Of(reader.GetString(1)),
                service == 0 ? null : new(service, EnumText.Parse<ServiceBase>(reader.GetString(5)), EnumText.Parse<Rounding>(reader.GetString(6))),
                taxes,
                new(reader.GetInt64(7), EnumText.Parse<Rounding>(reader.GetString(8)))));
    }

    // The join gives one row without a tax to a shop that has none.
    private static TaxRule? Tax(NpgsqlDataReader reader) => reader.IsDBNull(9)
        ? null
        : new(reader.GetString(9), Plain(reader.GetDecimal(10)), EnumText.Parse<TaxBase>(reader.GetString(11)), EnumText.Parse<Rounding>(reader.GetString(12)));

    private static async Task<(IReadOnlyList<BasketLine> Lines, PosError? Error)> ReadLinesAsync(
        NpgsqlDataReader reader, WantedLine[] wanted, CancellationToken cancellation)
    {
        var lines = new BasketLine?[wanted.Length];
        var matches = new int[wanted.Length];
        while (await reader.ReadAsync(cancellation))
        {
            var position = (int)reader.GetInt64(0) - 1;
            matches[position]++;
            lines[position] = Line(reader, wanted[position].Quantity);
        }

        for (var position = 0; position < wanted.Length; position++)
        {
            if (matches[position] != 1)
                return ([], Missing(wanted[position], matches[position]));
        }

        return (lines!, null);
    }

    private static BasketLine Line(NpgsqlDataReader reader, int quantity)
    {
        var unit = EnumText.Parse<SaleUnit>(reader.GetString(4));
        var unitQuantity = reader.GetInt32(5);
        var size = reader.GetString(3);
        return new(
            reader.GetGuid(1), reader.GetString(2), unit == SaleUnit.Case ? $"{unitQuantity} × {size}" : size, unit, unitQuantity, quantity,
            reader.GetInt64(6) * unitQuantity, reader.GetBoolean(7),
            reader.IsDBNull(8) ? StockPolicy.Block : EnumText.Parse<StockPolicy>(reader.GetString(8)), reader.IsDBNull(9) ? null : reader.GetInt32(9));
    }

    private static PosError Missing(WantedLine line, int matches) => line switch
    {
        { Scanned: { } code } when matches > 1 => CatalogErrors.AmbiguousBarcode(code, matches),
        { Scanned: { } code } => CatalogErrors.UnknownBarcode(code),
        _ => CatalogErrors.UnknownProduct(line.ProductId ?? Guid.Empty),
    };

    // numeric(7,6) comes back as 0.070000; a receipt says 0.07.
    private static decimal Plain(decimal rate) => rate / 1.000000000000000000000000000m;
}
