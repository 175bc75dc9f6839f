using Microsoft.Playwright;
using PosAspire.Tests.SystemTests;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

/// <summary>The same intents as the other browser tests, on the whole product: real Web, Api, database and catalogue.</summary>
[Collection(WholeProduct.Name)]
[Trait("Category", "Browser")]
public class RealSaleTests(RunningGraph graph, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_real_bottle_is_scanned_and_paid_for_in_cash()
    {
        await using var context = await chromium.Open(graph.Client("web").BaseAddress!);
        var till = new TillDriver(await context.NewPageAsync());
        await till.SignIn("cashier", "pos-demo-2026");
        await till.Scan(Shop.Bottle);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.PayCash("1000");

        var receipt = await till.ReadReceipt();
        var order = await (await Shop.OpenAsync(graph)).ReadAsync(receipt.OrderId);
        Assert.Equal(100_000, order.GetProperty("tenderedMinor").GetInt64());
        Assert.Equal(FormattableString.Invariant($"${order.GetProperty("changeMinor").GetInt64() / 100m:N2}"), receipt.Change);
        Assert.Contains(order.GetProperty("number").GetString()!, receipt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phone_reads_the_real_menu_in_indonesian()
    {
        await using var context = await chromium.Open(graph.Client("web").BaseAddress!, width: 360, height: 740, touch: true);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/menu");
        await page.GetByRole(AriaRole.Link, new() { Name = "ID", Exact = true }).TapAsync();
        var dish = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Rendang Wagyu" });
        await Expect(dish).ToContainTextAsync("Rp\u00a0275.000");
        await Expect(dish).ToContainTextAsync("25 mnt");
    }
}
