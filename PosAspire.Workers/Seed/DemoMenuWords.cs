using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace PosAspire.Workers.Seed;

/// <summary>What this demo adds to the Steak Kenangan menu: descriptions, English words and choices with their prices (Seed/data/SOURCE.md).</summary>
internal static class DemoMenuWords
{
    private const string English = "en";

    // What people wrote themselves stays.
    private const string Describe = "UPDATE products SET description = $2 WHERE sku = $1 AND description = '' AND $2 <> ''";

    private const string NameDish =
        "INSERT INTO product_translations (product_id, language, name, description) SELECT id, $2, $3, $4 FROM products WHERE sku = $1 ON CONFLICT DO NOTHING";

    private const string NameCategory = "INSERT INTO category_translations (category_id, language, name) SELECT id, $2, $3 FROM categories WHERE name = $1 ON CONFLICT DO NOTHING";

    private const string AddGroup = "INSERT INTO modifier_groups (id, name, min_choices, max_choices) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING RETURNING id";

    private const string NameGroup = "INSERT INTO modifier_group_translations (group_id, language, name) VALUES ($1, $2, $3)";

    private const string AddChoice = "INSERT INTO modifiers (id, group_id, position, name, is_active) VALUES ($1, $2, $3, $4, true)";

    private const string NameChoice = "INSERT INTO modifier_translations (modifier_id, language, name) VALUES ($1, $2, $3)";

    private const string PriceChoice = "INSERT INTO modifier_prices (price_list_id, modifier_id, price_minor) VALUES ($1, $2, $3)";

    private const string Offer =
        """
        INSERT INTO product_modifier_groups (product_id, group_id, position)
        SELECT p.id, $2, 1 + (SELECT count(*) FROM product_modifier_groups g WHERE g.product_id = p.id) FROM products p WHERE p.sku = ANY($1)
        """;

    public static async Task StoreAsync(NpgsqlConnection connection, Guid priceListId, CancellationToken cancellation)
    {
        await using var file = DemoFiles.Open("steak_kenangan_words.json");
        var words = await JsonSerializer.DeserializeAsync<Words>(file, cancellationToken: cancellation)
            ?? throw new InvalidDataException("The demo menu's words are empty.");
        await using var batch = new NpgsqlBatch(connection);
        foreach (var dish in words.Dishes)
        {
            Add(batch, Describe, dish.Sku, dish.Description);
            Add(batch, NameDish, dish.Sku, English, dish.Name, dish.EnglishDescription);
        }

        foreach (var (category, name) in words.Categories)
            Add(batch, NameCategory, category, English, name);
        await batch.ExecuteNonQueryAsync(cancellation);
        foreach (var group in words.Groups)
            await StoreAsync(connection, priceListId, group, cancellation);
    }

    private static async Task StoreAsync(NpgsqlConnection connection, Guid priceListId, Group group, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        await using (var add = new NpgsqlCommand(AddGroup, connection) { Parameters = { new() { Value = id }, new() { Value = group.Name }, new() { Value = group.Min }, new() { Value = group.Max } } })
        {
            // A group of this name is there: somebody's, or an earlier seed's.
            if (await add.ExecuteScalarAsync(cancellation) is null)
                return;
        }

        await using var batch = new NpgsqlBatch(connection);
        Add(batch, NameGroup, id, English, group.English);
        for (var place = 0; place < group.Choices.Count; place++)
        {
            var (choice, choiceId) = (group.Choices[place], Guid.CreateVersion7());
            Add(batch, AddChoice, choiceId, id, (short)(place + 1), choice.Name);
            Add(batch, NameChoice, choiceId, English, choice.English);
            if (choice.PriceIdr > 0)
                Add(batch, PriceChoice, priceListId, choiceId, choice.PriceIdr);
        }

        Add(batch, Offer, group.Dishes, id);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
#pragma warning disable CA2100 // Only the constants of this class get here.
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
    }

    private sealed record Words(
        [property: JsonPropertyName("categories")] IReadOnlyDictionary<string, string> Categories,
        [property: JsonPropertyName("dishes")] IReadOnlyList<DishWords> Dishes,
        [property: JsonPropertyName("groups")] IReadOnlyList<Group> Groups);

    private sealed record DishWords(
        [property: JsonPropertyName("sku")] string Sku,
        [property: JsonPropertyName("description")] string Description,
        [property: JsonPropertyName("en_name")] string Name,
        [property: JsonPropertyName("en_description")] string EnglishDescription);

    private sealed record Group(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("en")] string English,
        [property: JsonPropertyName("min")] short Min,
        [property: JsonPropertyName("max")] short Max,
        [property: JsonPropertyName("dishes")] string[] Dishes,
        [property: JsonPropertyName("choices")] IReadOnlyList<Choice> Choices);

    private sealed record Choice(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("en")] string English,
        [property: JsonPropertyName("price_idr")] long PriceIdr);
}
