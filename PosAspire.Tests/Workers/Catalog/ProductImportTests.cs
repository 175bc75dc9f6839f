using System.Text.Json.Nodes;
using PosAspire.Tests.Support;
using PosAspire.Workers.Catalog;
using PosAspire.Workers.Seed;

namespace PosAspire.Tests.Workers.Catalog;

public sealed class ProductImportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pos-import-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Iowas_list_comes_in_whole_once_and_changes_nothing_the_second_time()
    {
        await using var database = await EmptyShopAsync();
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Workers", "Catalog", "vectors", "expected_products.json")))!;
        var file = IowaFile();
        var details = Path.Combine(folder, "report.csv");
        var (read, stored) = await ImportAsync(database, file, report: details);
        Assert.Equal(((int)expected["rows"]!, (int)expected["rows"]!, 0), (read.Read, read.Kept, read.Rejected));
        Assert.Equal((5, (int)expected["upc_notes"]!["scc_bad_check_digit"]!), (read.WithoutBarcode, read.CaseCodesDropped));
        Assert.Equal(338 + 1, (await File.ReadAllLinesAsync(details)).Length);
        Assert.Equal((3_227, 0, 3_227, 0), (stored.Added, stored.Changed, stored.PricesSet, stored.PricesChanged));
        Assert.Equal(12_928_769m, await database.ScalarAsync<decimal>("SELECT sum(price_minor) FROM product_prices"));
        Assert.Equal(((long)expected["distinct_categories"]!, (long)expected["distinct_vendors"]!),
            (await database.ScalarAsync<long>("SELECT count(*) FROM categories"), await database.ScalarAsync<long>("SELECT count(DISTINCT brand) FROM products")));
        Assert.Equal(684, await database.ScalarAsync<long>("SELECT count(*) FROM (SELECT gtin FROM product_barcodes WHERE unit = 'bottle' GROUP BY gtin HAVING count(*) > 1) AS shared"));
        await ScansResolveAsync(database, expected);

        var before = await EverythingAsync(database);
        var (_, again) = await ImportAsync(database, file);
        Assert.Equal(new StoredCatalogue(0, 0, 0, 0, 0) { Touched = 0 }, again);
        Assert.Equal(before, await EverythingAsync(database));
    }

    [Fact]
    public async Task What_changed_in_the_file_is_changed_counted_and_kept_in_the_history()
    {
        await using var database = await EmptyShopAsync();
        await ImportAsync(database, Write("sku,name,price,barcode\nA,Ale,1.00,96385074\nB,Bock,2.00,\n"));
        await database.ExecuteAsync("INSERT INTO product_barcodes (gtin, product_id, unit, quantity) SELECT '04006381333931', id, 'each', 1 FROM products WHERE sku = 'A'");
        var (_, stored) = await ImportAsync(database, Write("sku,name,price,barcode\nA,Ale,1.50,96385074\nB,Bock Bier,2.00,\nC,Cider,3,\n"));
        Assert.Equal(new StoredCatalogue(Added: 1, Changed: 1, PricesSet: 1, PricesChanged: 1, BarcodesSet: 0) { Touched = 3 }, stored);
        Assert.Equal(
            ["A -100 import", "A 100-150 import", "B -200 import", "C -300 import"],
            await database.LinesAsync("SELECT p.sku || ' ' || coalesce(before_minor::text, '') || '-' || after_minor || ' ' || source FROM price_changes h JOIN products p ON p.id = h.product_id ORDER BY 1"));
        Assert.Equal(["A Ale 1", "B Bock Bier 2", "C Cider 1"], await database.LinesAsync("SELECT concat_ws(' ', sku, name, version) FROM products ORDER BY sku"));
        Assert.Equal(2, await database.ScalarAsync<long>("SELECT count(*) FROM product_barcodes"));
    }

    [Fact]
    public async Task A_dry_run_tells_everything_and_leaves_nothing()
    {
        await using var database = await EmptyShopAsync();
        var before = await EverythingAsync(database);
        var (read, stored) = await ImportAsync(database, IowaFile(), dryRun: true);
        Assert.Equal((3_227, 3_227), (read.Kept, stored.Added));
        Assert.Equal(before, await EverythingAsync(database));
    }

    [Fact]
    public async Task A_second_line_for_one_product_is_rejected_with_the_line_of_the_first()
    {
        await using var database = await EmptyShopAsync();
        var (read, stored) = await ImportAsync(database, Write("sku,name,price\nA,Ale,1.00\nB,Bock,2.00\nA,Other,9.00\n"));
        Assert.Equal((3, 2, 1, 2), (read.Read, read.Kept, read.Rejected, stored.Added));
        Assert.Equal("line 4: its item number A stands on line 2 already", Assert.Single(read.RejectedLines));
        Assert.Equal(["A Ale", "B Bock"], await database.LinesAsync("SELECT sku || ' ' || name FROM products ORDER BY sku"));
    }

    [Fact]
    public async Task A_file_that_breaks_off_leaves_nothing_behind()
    {
        await using var database = await EmptyShopAsync();
        var before = await EverythingAsync(database);
        await Assert.ThrowsAsync<ImportException>(() => ImportAsync(database, Write("sku,name,price\nA,Ale,1.00\n\"" + new string('x', 1_000_000))));
        Assert.Equal(before, await EverythingAsync(database));
    }

    [Fact]
    public async Task Two_imports_at_once_store_everything_once()
    {
        await using var database = await EmptyShopAsync();
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ImportAsync(database, IowaFile())));
        Assert.Equal([0, 3_227], both.Select(one => one.Stored.Added).Order());
        Assert.Equal(3_227, await database.ScalarAsync<long>("SELECT count(*) FROM price_changes"));
    }

    [Theory]
    [InlineData("nowhere.csv", "list")]
    [InlineData(null, "no such list")]
    public async Task What_is_not_there_is_named(string? file, string list)
    {
        await using var database = await EmptyShopAsync();
        await Assert.ThrowsAsync<ImportException>(() => ImportAsync(database, file ?? Write("sku,name,price\n"), list));
    }

    private static async Task<TestDatabase> EmptyShopAsync()
    {
        var database = await ShopDatabase.MigratedAsync();
        await database.ExecuteAsync("INSERT INTO price_lists (id, code, currency) VALUES (gen_random_uuid(), 'list', 'USD')");
        return database;
    }

    private static Task<(CatalogueReport Read, StoredCatalogue Stored)> ImportAsync(TestDatabase database, string file, string list = "list", bool dryRun = false, string? report = null) =>
        new ProductImport(database.ConnectionString, TimeProvider.System, TextWriter.Null, TextWriter.Null)
            .RunAsync(new(file, null, list, [], dryRun, Stocked: true, report), CancellationToken.None);

    private string IowaFile()
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.csv");
        using var from = typeof(Demo).Assembly.GetManifestResourceStream("iowa_products_2022-11.csv")!;
        using var to = File.Create(path);
        from.CopyTo(to);
        return path;
    }

    private string Write(string text)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.csv");
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task ScansResolveAsync(TestDatabase database, JsonNode expected)
    {
        var found = (await database.LinesAsync("SELECT b.gtin || ' ' || p.sku FROM product_barcodes b JOIN products p ON p.id = b.product_id WHERE b.unit = 'bottle'"))
            .Select(line => line.Split(' ')).ToLookup(parts => parts[0], parts => parts[1]);
        Assert.All(expected["scan_unique_examples"]!.AsArray(), scan => Assert.Equal([(string)scan!["item"]!], found[((string)scan["scan"]!).PadLeft(14, '0')]));
        Assert.All(expected["scan_shared"]!.AsArray(), scan =>
            Assert.Equal(scan!["items"]!.AsArray().Select(item => (string)item!).Order(), found[((string)scan["scan"]!).PadLeft(14, '0')].Order()));
    }

    private static Task<List<string>> EverythingAsync(TestDatabase database) => database.LinesAsync(
        """
        SELECT concat_ws(' ', 'products', count(*), sum(version)) FROM products
        UNION ALL SELECT concat_ws(' ', 'categories', count(*)) FROM categories
        UNION ALL SELECT concat_ws(' ', 'prices', count(*), sum(price_minor)) FROM product_prices
        UNION ALL SELECT concat_ws(' ', 'barcodes', count(*)) FROM product_barcodes
        UNION ALL SELECT concat_ws(' ', 'history', count(*)) FROM price_changes
        """);
}
