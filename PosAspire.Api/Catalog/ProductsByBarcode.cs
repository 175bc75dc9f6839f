using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog;

public sealed record BarcodeMatches(IReadOnlyList<BarcodeMatch> Items);

/// <param name="Unit"><c>bottle</c>, <c>case</c> or <c>each</c>.</param>
/// <param name="UnitQuantity">Smallest units in one scan.</param>
/// <param name="PriceMinor">Price of one scan.</param>
/// <param name="OnHand">Smallest units counted at this shop.</param>
public sealed record BarcodeMatch(
    Guid ProductId, string Name, string Category, string Size, string Unit, int UnitQuantity, string Barcode, long PriceMinor, string Currency, int OnHand);

internal static class ProductsByBarcode
{
    private const string FindLocation = "SELECT id FROM locations WHERE code = $1";

    private const string FindProducts =
        """
        SELECT p.id, p.name, c.name, p.size, b.unit, b.quantity, b.gtin, pr.price_minor * b.quantity, l.currency, COALESCE(s.on_hand, 0)
        FROM locations l
        JOIN product_barcodes b ON b.gtin = $2
        JOIN products p ON p.id = b.product_id AND p.is_active
        JOIN categories c ON c.id = p.category_id
        JOIN product_prices pr ON pr.price_list_id = l.price_list_id AND pr.product_id = p.id
        LEFT JOIN stock_levels s ON s.location_id = l.id AND s.product_id = p.id
        WHERE l.code = $1
        ORDER BY p.name, p.size, p.id
        """;

    public static async Task<Results<Ok<BarcodeMatches>, PosProblem>> HandleAsync(
        string code, string location, NpgsqlDataSource database, CancellationToken cancellation)
    {
        if (!Gtin.TryParse(code, out var gtin, out var error))
            return error.AsProblem();
        if (!Location.IsCode(location))
            return SalesErrors.UnknownLocation(location).AsProblem();

        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(FindLocation) { Parameters = { new NpgsqlParameter<string> { TypedValue = location } } });
        batch.BatchCommands.Add(new(FindProducts)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = location }, new NpgsqlParameter<string> { TypedValue = gtin.Value } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return SalesErrors.UnknownLocation(location).AsProblem();

        await reader.NextResultAsync(cancellation);
        List<BarcodeMatch> matches = [];
        while (await reader.ReadAsync(cancellation))
        {
            matches.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetInt32(5), reader.GetString(6), reader.GetInt64(7), reader.GetString(8), reader.GetInt32(9)));
        }

        return matches.Count == 0 ? CatalogErrors.UnknownBarcode(code).AsProblem() : TypedResults.Ok(new BarcodeMatches(matches));
    }
}
