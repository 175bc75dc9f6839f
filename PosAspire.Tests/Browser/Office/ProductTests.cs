using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PosAspire.Tests.Api.Catalog;
using PosAspire.Tests.Api.Sales;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Office;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public partial class ProductTests(Chromium chromium) : ShopTest(chromium)
{
    [Fact]
    public async Task A_price_is_changed_seen_in_the_history_and_sold_at_at_once()
    {
        var page = await OpenPage();
        await SignIn(page, "manager", "/office/products?location=LIQ1");
        await page.Locator("#field-q").PressSequentiallyAsync(Till.Averna);
        await Expect(page.Locator("#results tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "AVERNA AMARO", Exact = true }).ClickAsync();
        await page.Locator("[id='field-price:iowa']").FillAsync("31.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).First.ClickAsync();
        await Expect(page.GetByText("Saved. The tills sell it like this from now on.")).ToBeVisibleAsync();
        await Expect(page.Locator("#history li").First).ToContainTextAsync("$27.00 → $31.50");
        await Expect(page.Locator("#history li").First).ToContainTextAsync("Demo manager");
        using var till = await Shop.Api("cashier");
        var scanned = await till.OkAsync(HttpMethod.Get, $"/api/v1/products/by-barcode/{Till.Averna}?location=LIQ1");
        Assert.Equal(3_150, (int)scanned["items"]![0]!["priceMinor"]!);
    }

    [Fact]
    public async Task Whoever_comes_second_sees_what_the_other_saved_and_keeps_or_takes_it()
    {
        var id = await Shop.Read<Guid>("SELECT product_id FROM product_barcodes WHERE gtin = $1", Till.Averna.PadLeft(14, '0'));
        var (first, second) = (await OpenPage(), await OpenPage());
        await SignIn(first, "manager", $"/office/products/{id}");
        await SignIn(second, "admin", $"/office/products/{id}");
        await first.Locator("#field-brand").FillAsync("Campari");
        await first.Locator("#product button.primary").ClickAsync();
        await Expect(first.GetByText("Saved. The tills sell it")).ToBeVisibleAsync();

        await second.Locator("#field-name").FillAsync("Averna of mine");
        await second.Locator("#product button.primary").ClickAsync();
        var conflict = second.Locator(".conflict");
        await Expect(conflict.GetByRole(AriaRole.Row, new() { Name = "Brand" })).ToContainTextAsync("Campari");
        await Expect(second.Locator("#field-name")).ToHaveValueAsync("Averna of mine");
        await conflict.GetByRole(AriaRole.Button, new() { Name = "Keep yours" }).ClickAsync();
        await Expect(second.Locator("h1")).ToHaveTextAsync("Averna of mine");
    }

    [Fact]
    public async Task A_new_product_keeps_what_was_typed_and_is_added_once_however_often_the_button_is_pressed()
    {
        var page = await OpenPage(script: false);
        await SignIn(page, "manager", "/office/products/new?barcode=4006381333931");
        await page.Locator("#field-name").FillAsync("Pen");
        await page.Locator("#field-sku").FillAsync("64866-PEN");
        await page.Locator("#field-category").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("[id='field-price:iowa']").FillAsync("two");
        await page.Locator("#product button.primary").ClickAsync();
        await Expect(page.Locator("[id='field-price:iowa-problem']")).ToContainTextAsync("“two” is not an amount of USD.");
        await Expect(page.Locator("#field-name")).ToHaveValueAsync("Pen");
        await Expect(page.Locator("[name=barcode]").First).ToHaveValueAsync("4006381333931");

        await page.Locator("[id='field-price:iowa']").FillAsync("2");
        await page.Locator("#product button.primary").DblClickAsync();
        await page.WaitForURLAsync(Added());
        Assert.Equal(1, await Shop.Read<long>("SELECT count(*) FROM products WHERE sku = '64866-PEN'"));
    }

    [GeneratedRegex("done=added")]
    private static partial Regex Added();
}
