using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;
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

    private const string Out = "SELECT o.product_id, o.location_id FROM dishes_out o JOIN products p ON p.id = o.product_id WHERE p.changed_in >= $1 ORDER BY o.product_id";

    private const string Stations = "SELECT location_id, code, name, warn_minutes, late_minutes FROM kitchen_stations ORDER BY location_id, position, code";

    private const string Routes = "SELECT location_id, category_id, station FROM kitchen_routes";

    private const string Hours = "SELECT location_id, day, opens, closes FROM opening_hours ORDER BY location_id, day, opens";

    private const string Products = "SELECT id, sku, name, size, category_id, is_stocked, is_active, brand, image_hash FROM products WHERE changed_in >= $1 ORDER BY id";

    public async Task<CatalogChanges> ReadAsync(ulong since, CancellationToken cancellation)
    {
        var (version, horizon) = await StateAsync(cancellation);
        var locations = await LocationsAsync(cancellation);

        await using var batch = database.CreateBatch();
        foreach (var sql in (string[])[Registers, Stations, Routes, Hours, Categories, Groups, Modifiers, ModifierPrices])
            batch.BatchCommands.Add(Sql.Command(sql));
        foreach (var sql in (string[])[Barcodes, Prices, ProductGroups, Policies, Out, Products])
            batch.BatchCommands.Add(Sql.Command(sql, Sql.Optional(since, NpgsqlDbType.Xid8)));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var rows = new CatalogRows(reader, cancellation);
        var shops = await ShopsAsync(locations, rows);
        var categories = (await rows.NextAsync(row => (Id: row.GetGuid(0), Name: row.GetString(1)))).ToDictionary(row => row.Id, row => row.Name);
        var groups = await GroupsAsync(rows);
        var products = await ProductsAsync(rows);
        return new(version, horizon, shops, categories, groups, products);
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

    private static async Task<Dictionary<string, CatalogShop>> ShopsAsync(List<Location> locations, CatalogRows rows)
    {
        var registers = await rows.NextListsAsync(row => row.GetGuid(0), row => (Id: row.GetGuid(1), Name: row.GetString(2)));
        var stations = await rows.NextListsAsync(row => row.GetGuid(0), row => new CatalogStation(row.GetString(1), row.GetString(2), row.GetInt16(3), row.GetInt16(4)));
        var routes = await rows.NextListsAsync(row => row.GetGuid(0), row => (Category: row.GetGuid(1), Station: row.GetString(2)));
        var hours = await rows.NextListsAsync(row => row.GetGuid(0), row => new OpenAt(row.GetInt16(1), row.GetFieldValue<TimeOnly>(2), row.GetFieldValue<TimeOnly>(3)));
        return locations.Select(location => new CatalogShop(
            location.Id, location.Code, location.Name, location.Profile, Currency.Of(location.Currency),
            TimeZoneInfo.FindSystemTimeZoneById(location.TimeZone), location.DayCutover, location.PriceListId, location.Rules(),
            registers.GetValueOrDefault(location.Id, []).ToDictionary(register => register.Id, register => register.Name),
            new(location.Address, location.Phone, location.ReceiptHeader, location.ReceiptFooter))
        {
            Stations = stations.GetValueOrDefault(location.Id, []),
            Routes = routes.GetValueOrDefault(location.Id, []).ToDictionary(route => route.Category, route => route.Station),
            Hours = hours.GetValueOrDefault(location.Id, []),
        }).ToDictionary(shop => shop.Code, StringComparer.Ordinal);
    }

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
        var outAt = await rows.NextListsAsync(row => row.GetGuid(0), row => row.GetGuid(1));
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
            OutAt = Part(outAt, row.GetGuid(0)),
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
