using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using PosAspire.Workers.Catalog;

namespace PosAspire.Workers.Seed;

/// <summary>The Steak Kenangan menu: 32 dishes and drinks in rupiah (Seed/data/SOURCE.md).</summary>
internal static class DemoMenu
{
    private const string Details =
        """
        INSERT INTO menu_items (product_id, position, prep_minutes, spice_level, allergens)
        SELECT p.id, $2, $3, $4, $5 FROM products p WHERE p.sku = $1
        ON CONFLICT (product_id) DO NOTHING
        """;

    public static async Task StoreAsync(NpgsqlConnection connection, Guid priceListId, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var file = DemoFiles.Open("steak_kenangan_menu.json");
        var menu = await JsonSerializer.DeserializeAsync<Menu>(file, cancellationToken: cancellation)
            ?? throw new InvalidDataException("The demo menu is empty.");
        var rows = menu.Items.Select(dish => new CatalogueRow(dish.Sku, dish.Category, dish.Name, dish.Portion ?? "", dish.PriceIdr, []));
        await CatalogueImport.StoreAsync(connection, priceListId, rows, stocked: false, update: false, report: null, at, cancellation);

        await using var batch = new NpgsqlBatch(connection);
        for (var position = 0; position < menu.Items.Count; position++)
        {
            var dish = menu.Items[position];
            batch.BatchCommands.Add(new(Details)
            {
                Parameters =
                {
                    new() { Value = dish.Sku },
                    new() { Value = position + 1 },
                    new NpgsqlParameter<short?> { TypedValue = dish.PrepMinutes },
                    new NpgsqlParameter<short?> { TypedValue = dish.SpiceLevel },
                    new NpgsqlParameter<string[]?> { TypedValue = dish.Allergens, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellation);
        await DemoMenuWords.StoreAsync(connection, priceListId, cancellation);
    }

    private sealed record Menu([property: JsonPropertyName("items")] IReadOnlyList<Dish> Items);

    private sealed record Dish(
        [property: JsonPropertyName("sku")] string Sku,
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("category")] string Category,
        [property: JsonPropertyName("price_idr")] long PriceIdr,
        [property: JsonPropertyName("portion")] string? Portion,
        [property: JsonPropertyName("prep_minutes")] short? PrepMinutes,
        [property: JsonPropertyName("spice_level")] short? SpiceLevel,
        [property: JsonPropertyName("allergens")] string[]? Allergens);
}
