using PosAspire.Tests.Support;
using PosAspire.Workers.Seed;

namespace PosAspire.Tests.Workers.Seed;

public sealed class DemoTests
{
    [Fact]
    public async Task Iowas_catalogue_is_stored_whole_and_its_faults_are_counted()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        var report = await Demo.SeedAsync(database.ConnectionString, TimeProvider.System, default);

        // expected_products_open.json, computed from the raw file in exact decimals.
        Assert.Equal((3_227, 3_227, 0, 5, 338), (report.Catalogue.Read, report.Catalogue.Kept, report.Catalogue.Rejected, report.Catalogue.WithoutBarcode, report.Catalogue.CaseCodesDropped));
        Assert.Equal(12_928_769m, await database.ScalarAsync<decimal>("SELECT sum(price_minor) FROM product_prices p JOIN price_lists l ON l.id = p.price_list_id WHERE l.code = 'iowa'"));
        Assert.Equal(48 + 7, await database.ScalarAsync<long>("SELECT count(*) FROM categories"));
        Assert.Equal(684, await database.ScalarAsync<long>("SELECT count(*) FROM (SELECT gtin FROM product_barcodes WHERE unit = 'bottle' GROUP BY gtin HAVING count(*) > 1) AS shared"));
        Assert.Equal(1_544, await database.ScalarAsync<long>("SELECT count(*) FROM (SELECT gtin FROM product_barcodes WHERE unit = 'bottle' GROUP BY gtin HAVING count(*) = 1) AS alone"));
        Assert.Equal(3_227 - 338, await database.ScalarAsync<long>("SELECT count(*) FROM product_barcodes WHERE unit = 'case'"));
        Assert.Equal(32, await database.ScalarAsync<long>("SELECT count(*) FROM menu_items"));
    }

    [Fact]
    public async Task Opening_stock_is_a_movement_and_movements_make_the_level()
    {
        await using var database = await ShopDatabase.SeededAsync();
        Assert.Equal(3_227 * 24, await database.ScalarAsync<long>("SELECT sum(on_hand) FROM stock_levels"));
        Assert.Equal(0, await database.ScalarAsync<long>(
            """
            SELECT count(*) FROM stock_levels s
            WHERE on_hand <> (SELECT sum(quantity) FROM stock_movements m WHERE m.location_id = s.location_id AND m.product_id = s.product_id)
            """));
    }

    [Fact]
    public async Task The_restaurant_has_a_room_a_kitchen_that_makes_every_dish_and_hours()
    {
        await using var database = await ShopDatabase.SeededAsync();
        Assert.Equal(["Indoor 8", "Terrace 4"], await database.LinesAsync("SELECT concat_ws(' ', area, count(*)) FROM dining_tables GROUP BY area ORDER BY area"));
        Assert.Equal(["bar", "cold", "grill", "hot"], await database.LinesAsync("SELECT DISTINCT station FROM kitchen_routes ORDER BY station"));
        Assert.Equal(0, await database.ScalarAsync<long>(
            "SELECT count(*) FROM menu_items m JOIN products p ON p.id = m.product_id WHERE NOT EXISTS (SELECT FROM kitchen_routes r WHERE r.category_id = p.category_id)"));
        Assert.Equal(14, await database.ScalarAsync<long>("SELECT count(*) FROM opening_hours"));
    }

    [Fact]
    public async Task Seeding_again_leaves_what_people_changed()
    {
        await using var database = await ShopDatabase.SeededAsync();
        await database.ExecuteAsync("UPDATE product_prices SET price_minor = 1 WHERE price_minor = 2700; UPDATE stock_levels SET on_hand = 3; UPDATE users SET name = 'Renamed'; UPDATE dining_tables SET removed_at = now() WHERE name = 'T4'; DELETE FROM opening_hours WHERE day = 7");
        var before = await Everything(database);
        var again = await Demo.SeedAsync(database.ConnectionString, TimeProvider.System, default);
        Assert.Equal((0, 0), (again.LevelsOpened, again.PeopleAdded));
        Assert.Equal(before, await Everything(database));
    }

    [Fact]
    public async Task Two_seeds_at_once_store_everything_once()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        var reports = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Demo.SeedAsync(database.ConnectionString, TimeProvider.System, default)));
        Assert.Equal([0, 3_227], reports.Select(report => report.LevelsOpened).Order());
        Assert.Equal(5, await database.ScalarAsync<long>("SELECT count(*) FROM users"));
    }

    private static Task<List<string>> Everything(TestDatabase database) => database.LinesAsync(
        """
        SELECT concat_ws(' ', 'products', count(*), sum(version)) FROM products
        UNION ALL SELECT concat_ws(' ', 'prices', count(*), sum(price_minor)) FROM product_prices
        UNION ALL SELECT concat_ws(' ', 'barcodes', count(*)) FROM product_barcodes
        UNION ALL SELECT concat_ws(' ', 'stock', count(*), sum(on_hand)) FROM stock_levels
        UNION ALL SELECT concat_ws(' ', 'movements', count(*)) FROM stock_movements
        UNION ALL SELECT concat_ws(' ', 'users', count(*), min(name), max(name)) FROM users
        UNION ALL SELECT concat_ws(' ', 'locations', count(*)) FROM locations
        UNION ALL SELECT concat_ws(' ', 'tables', count(*), min(name), count(removed_at)) FROM dining_tables
        UNION ALL SELECT concat_ws(' ', 'stations', count(*), (SELECT count(*) FROM kitchen_routes)) FROM kitchen_stations
        UNION ALL SELECT concat_ws(' ', 'hours', count(*), min(opens)) FROM opening_hours
        """);
}
