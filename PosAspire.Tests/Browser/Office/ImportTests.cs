using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Npgsql;
using PosAspire.Workers.Catalog.Jobs;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Office;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class ImportTests(Chromium chromium) : ShopTest(chromium)
{
    [Fact]
    public async Task A_file_shows_its_progress_and_its_broken_row_until_it_is_right()
    {
        var page = await OpenPage();
        await SignIn(page, "manager", "/office/import?location=LIQ1");
        await SendAsync(page, "sku,name,price\nBROW-1,Good,1.00\nBROW-2,Bad,ten\n");
        await Expect(page.Locator("#import")).ToHaveAttributeAsync("data-state", "queued");
        await Expect(page.Locator("#import progress")).ToBeVisibleAsync();
        await WorkAsync();
        await Expect(page.Locator("#import")).ToHaveAttributeAsync("data-state", "failed");
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("^3 ") })).ToContainTextAsync("Its price \"ten\" is not an amount of USD.");
        Assert.Equal(0, await Shop.Read<long>("SELECT count(*) FROM products WHERE sku LIKE 'BROW%'"));
        var report = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download all as CSV" }).ClickAsync());
        Assert.Contains("rejected", await File.ReadAllTextAsync(await report.PathAsync()), StringComparison.Ordinal);

        await page.GotoAsync("/office/import?location=LIQ1");
        await SendAsync(page, "sku,name,price\nBROW-1,Good,1.00\nBROW-2,Better,10\n");
        await WorkAsync();
        await Expect(page.Locator("#import")).ToHaveAttributeAsync("data-state", "done");
        Assert.Equal(2, await Shop.Read<long>("SELECT count(*) FROM products WHERE sku LIKE 'BROW%'"));
    }

    private static async Task SendAsync(IPage page, string file)
    {
        await page.Locator("#field-file").SetInputFilesAsync(new FilePayload { Name = "list.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file) });
        await page.Locator("form[action='/office/import'] button.primary").ClickAsync();
        await page.WaitForURLAsync(new Regex("/office/import/[0-9a-f-]{36}"));
    }

    // What Workers do all day, once.
    private async Task WorkAsync()
    {
        await using var database = NpgsqlDataSource.Create(Shop.Database);
        Assert.True(await new WaitingImports(database, TimeProvider.System).RunOneAsync(CancellationToken.None));
    }
}
