using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Catalog.Products;

/// <summary>A price that becomes another one; null where the list does not sell the product.</summary>
internal readonly record struct ChangedPrice(Guid PriceListId, long? BeforeMinor, long? AfterMinor);

/// <summary>The statements that make a product what a draft says.</summary>
internal static class ProductStatements
{
    private const string Insert =
        "INSERT INTO products (id, sku, name, brand, description, size, category_id, is_stocked, is_active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    private const string Update =
        """
        UPDATE products SET sku = $2, name = $3, brand = $4, description = $5, size = $6, category_id = $7, is_stocked = $8, is_active = $9, version = version + 1
        WHERE id = $1
        """;

    private const string Barcodes =
        """
        INSERT INTO product_barcodes (product_id, gtin, unit, quantity, price_embedded)
        SELECT $1, b.gtin, b.unit, b.quantity, b.price_embedded FROM unnest($2, $3, $4, $5) AS b (gtin, unit, quantity, price_embedded)
        """;

    private const string Prices = "INSERT INTO product_prices (price_list_id, product_id, price_minor) SELECT w.list, $1, w.price FROM unnest($2, $3) AS w (list, price)";

    private const string History =
        """
        INSERT INTO price_changes (id, price_list_id, product_id, before_minor, after_minor, source, actor_id, at)
        SELECT c.id, c.list, $1, c.before, c.after, 'person', $2, $3 FROM unnest($4, $5, $6, $7) AS c (id, list, before, after)
        """;

    private const string Groups =
        "INSERT INTO product_modifier_groups (product_id, group_id, position) SELECT $1, g.id, g.place FROM unnest($2) WITH ORDINALITY AS g (id, place)";

    private const string Translations =
        "INSERT INTO product_translations (product_id, language, name, description) SELECT $1, t.language, t.name, t.description FROM unnest($2, $3, $4) AS t (language, name, description)";

    private const string Menu = "INSERT INTO menu_items (product_id, position, prep_minutes, spice_level, allergens) VALUES ($1, $2, $3, $4, $5)";

    // What a request leaves out is taken away, so each part is written anew.
    private static readonly string[] Parts = ["product_barcodes", "product_prices", "product_modifier_groups", "product_translations", "menu_items"];

    public static void Add(
        NpgsqlBatch batch, Guid id, bool isNew, ProductDraft draft, IReadOnlyDictionary<string, Guid> lists, IReadOnlyList<ChangedPrice> changed, Actor actor, DateTime at)
    {
        var product = draft.Request;
        batch.BatchCommands.Add(Sql.Command(
            isNew ? Insert : Update, Sql.Of(id), Sql.Of(product.Sku), Sql.Of(product.Name), Sql.Of(product.Brand), Sql.Of(product.Description), Sql.Of(product.Size),
            Sql.Of(product.CategoryId), Sql.Of(product.IsStocked), Sql.Of(product.IsActive)));
        if (!isNew)
        {
            foreach (var part in Parts)
                batch.BatchCommands.Add(Sql.Command($"DELETE FROM {part} WHERE product_id = $1", Sql.Of(id)));
        }

        batch.BatchCommands.Add(Sql.Command(
            Barcodes, Sql.Of(id), Sql.Each(draft.Barcodes, barcode => barcode.Gtin.Value), Sql.Each(draft.Barcodes, barcode => EnumText.Of(barcode.Unit)),
            Sql.Each(draft.Barcodes, barcode => barcode.Quantity), Sql.Each(draft.Barcodes, barcode => barcode.PriceEmbedded)));
        batch.BatchCommands.Add(Sql.Command(
            Prices, Sql.Of(id), Sql.Each(product.Prices, price => lists[price.PriceList]), Sql.Each(product.Prices, price => price.PriceMinor)));
        batch.BatchCommands.Add(Sql.Command(
            History, Sql.Of(id), Sql.Of(actor.UserId), Sql.Of(at), Sql.Each(changed, _ => Guid.CreateVersion7(at)), Sql.Each(changed, price => price.PriceListId),
            Sql.Each(changed, price => price.BeforeMinor), Sql.Each(changed, price => price.AfterMinor)));
        AddMenu(batch, id, product);
    }

    private static void AddMenu(NpgsqlBatch batch, Guid id, ProductRequest product)
    {
        if (product.ModifierGroups is { Count: > 0 } groups)
            batch.BatchCommands.Add(Sql.Command(Groups, Sql.Of(id), Sql.Each(groups, group => group)));
        if (product.Translations is { Count: > 0 } texts)
        {
            batch.BatchCommands.Add(Sql.Command(
                Translations, Sql.Of(id), Sql.Each(texts, text => text.Language), Sql.Each(texts, text => text.Name), Sql.Each(texts, text => text.Description)));
        }

        if (product.Menu is { } menu)
        {
            batch.BatchCommands.Add(Sql.Command(
                Menu, Sql.Of(id), Sql.Of(menu.Position), Sql.Optional(menu.PrepMinutes, NpgsqlDbType.Smallint), Sql.Optional(menu.SpiceLevel, NpgsqlDbType.Smallint),
                Sql.Optional(menu.Allergens?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)));
        }
    }
}
