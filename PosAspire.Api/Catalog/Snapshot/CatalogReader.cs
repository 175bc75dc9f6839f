using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Snapshot;

/// <param name="Horizon">Every transaction before this one is in what was read; ask for products changed from it on the next time.</param>
internal sealed record CatalogChanges(
    long Version, ulong Horizon, IReadOnlyDictionary<string, CatalogShop> Shops, IReadOnlyDictionary<Guid, string> Categories,
    IReadOnlyDictionary<Guid, CatalogModifierGroup> ModifierGroups, IReadOnlyCollection<CatalogProduct> Products);

/// <summary>
/// Reads the catalogue: shops, categories and choices whole, products as far as they changed. The version is read first, so what follows is
/// of that version or newer, never older.
/// </summary>
internal sealed class CatalogReader(NpgsqlDataSource database, IServiceScopeFactory scopes)
{
    private const string State = "SELECT version, pg_snapshot_xmin(pg_current_snapshot()) FROM catalog_state";

    private const string Registers = "SELECT location_id, id, name FROM registers WHERE is_active";

    private const string Categories = "SELECT id, name FROM categories";

    private const string Groups = "SELECT id, name, min_choices, max_choices FROM modifier_groups";

    private const string Modifiers = "SELECT id, group_id, name FROM modifiers WHERE is_active ORDER BY group_id, position";

    private const string ModifierPrices = "SELECT modifier_id, price_list_id, price_minor FROM modifier_prices";

    private const string Barcodes =
        "SELECT b.product_id, b.gtin, b.unit, b.quantity, b.price_embedded FROM product_barcodes b JOIN products p ON p.id = b.product_id WHERE p.changed_in >= $1 ORDER BY b.product_id, b.gtin";

    private const string Prices =
        "SELECT r.product_id, r.price_list_id, r.price_minor FROM product_prices r JOIN products p ON p.id = r.product_id WHERE p.changed_in >= $1 ORDER BY r.product_id";

    private const string ProductGroups =
        "SELECT g.product_id, g.group_id FROM product_modifier_groups g JOIN products p ON p.id = g.product_id WHERE p.changed_in >= $1 ORDER BY g.product_id, g.position";

    private const string Policies =
        "SELECT s.product_id, s.location_id, s.policy FROM stock_levels s JOIN products p ON p.id = s.product_id WHERE p.changed_in >= $1 AND s.policy <> 'block' ORDER BY s.product_id";

    private const string Products = "SELECT id, sku, name, size, category_id, is_stocked, is_active, brand, image_hash FROM products WHERE changed_in >= $1 ORDER BY id";

    public async Task<CatalogChanges> ReadAsync(ulong since, CancellationToken cancellation)
    {
        var (version, horizon) = await StateAsync(cancellation);
        var locations = await LocationsAsync(cancellation);

        await using var batch = database.CreateBatch();
        foreach (var sql in (string[])[Registers, Categories, Groups, Modifiers, ModifierPrices])
            batch.BatchCommands.Add(Sql.Command(sql));
        foreach (var sql in (string[])[Barcodes, Prices, ProductGroups, Policies, Products])
            batch.BatchCommands.Add(Sql.Command(sql, Sql.Optional(since, NpgsqlDbType.Xid8)));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var rows = new CatalogRows(reader, cancellation);
        var registers = await rows.NextListsAsync(row => row.GetGuid(0), row => (Id: row.GetGuid(1), Name: row.GetString(2)));
        var categories = (await rows.NextAsync(row => (Id: row.GetGuid(0), Name: row.GetString(1)))).ToDictionary(row => row.Id, row => row.Name);
        var groups = await GroupsAsync(rows);
        var products = await ProductsAsync(rows);
        return new(version, horizon, Shops(locations, registers), categories, groups, products);
    }

    private async Task<(long Version, ulong Horizon)> StateAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(State);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), await reader.GetFieldValueAsync<ulong>(1, cancellation));
    }

    private async Task<List<Location>> LocationsAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PosDbContext>();
        return await context.Locations.AsNoTracking().Include(location => location.Taxes).ThenInclude(tax => tax.Categories).AsSplitQuery().ToListAsync(cancellation);
    }

    private static Dictionary<string, CatalogShop> Shops(List<Location> locations, Dictionary<Guid, List<(Guid Id, string Name)>> registers) =>
        locations.Select(location => new CatalogShop(
            location.Id, location.Code, location.Name, location.Profile, Currency.Of(location.Currency),
            TimeZoneInfo.FindSystemTimeZoneById(location.TimeZone), location.DayCutover, location.PriceListId, location.Rules(),
            registers.GetValueOrDefault(location.Id, []).ToDictionary(register => register.Id, register => register.Name),
            new(location.Address, location.Phone, location.ReceiptHeader, location.ReceiptFooter)))
            .ToDictionary(shop => shop.Code, StringComparer.Ordinal);

    private static async Task<Dictionary<Guid, CatalogModifierGroup>> GroupsAsync(CatalogRows rows)
    {
        var groups = await rows.NextAsync(row => (Id: row.GetGuid(0), Name: row.GetString(1), Min: row.GetInt16(2), Max: row.GetInt16(3)));
        var modifiers = await rows.NextAsync(row => (Id: row.GetGuid(0), Group: row.GetGuid(1), Name: row.GetString(2)));
        var prices = await rows.NextListsAsync(row => row.GetGuid(0), row => (List: row.GetGuid(1), Price: row.GetInt64(2)));
        var choices = modifiers.ToLookup(
            row => row.Group,
            row => new CatalogModifier(row.Id, row.Name, prices.GetValueOrDefault(row.Id, []).ToDictionary(price => price.List, price => price.Price)));
        return groups.ToDictionary(row => row.Id, row => new CatalogModifierGroup(row.Id, row.Name, row.Min, row.Max, [.. choices[row.Id]]));
    }

    private static async Task<List<CatalogProduct>> ProductsAsync(CatalogRows rows)
    {
        var barcodes = await rows.NextListsAsync(
            row => row.GetGuid(0), row => new CatalogBarcode(Gtin.OfStored(row.GetString(1)).Number, EnumText.Parse<SaleUnit>(row.GetString(2)), row.GetInt32(3), row.GetBoolean(4)));
        var prices = await rows.NextListsAsync(row => row.GetGuid(0), row => (row.GetGuid(1), row.GetInt64(2)));
        var groups = await rows.NextListsAsync(row => row.GetGuid(0), row => row.GetGuid(1));
        var policies = await rows.NextListsAsync(row => row.GetGuid(0), row => (row.GetGuid(1), EnumText.Parse<StockPolicy>(row.GetString(2))));
        Dictionary<string, string> shared = [];
        return await rows.NextAsync(row => new CatalogProduct
        {
            Id = row.GetGuid(0),
            Sku = row.GetString(1),
            Name = row.GetString(2),
            Brand = Shared(shared, row.GetString(7)),
            Size = Shared(shared, row.GetString(3)),
            CategoryId = row.GetGuid(4),
            IsStocked = row.GetBoolean(5),
            IsActive = row.GetBoolean(6),
            ImageHash = row.IsDBNull(8) ? null : row.GetString(8),
            Barcodes = Part(barcodes, row.GetGuid(0)),
            Prices = Part(prices, row.GetGuid(0)),
            ModifierGroups = Part(groups, row.GetGuid(0)),
            Policies = Part(policies, row.GetGuid(0)),
        });
    }

    // A hundred thousand products have a few hundred brands and sizes.
    private static string Shared(Dictionary<string, string> known, string text)
    {
        if (!known.TryGetValue(text, out var first))
            known.Add(text, first = text);
        return first;
    }

    // Arrays of their exact size: a hundred thousand products are kept.
    private static T[] Part<T>(Dictionary<Guid, List<T>> parts, Guid product) => parts.TryGetValue(product, out var part) ? [.. part] : [];
}

/// <summary>Walks the results of a batch one after the other.</summary>
internal sealed class CatalogRows(NpgsqlDataReader reader, CancellationToken cancellation)
{
    private bool first = true;

    /// <summary>The next result as a list.</summary>
    public async Task<List<T>> NextAsync<T>(Func<NpgsqlDataReader, T> read)
    {
        if (!first)
            await reader.NextResultAsync(cancellation);
        first = false;
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The next result as lists by a key.</summary>
    public async Task<Dictionary<Guid, List<T>>> NextListsAsync<T>(Func<NpgsqlDataReader, Guid> key, Func<NpgsqlDataReader, T> read)
    {
        Dictionary<Guid, List<T>> lists = [];
        foreach (var (owner, part) in await NextAsync(row => (key(row), read(row))))
        {
            if (!lists.TryGetValue(owner, out var list))
                lists[owner] = list = new(1);
            list.Add(part);
        }

        return lists;
    }
}
