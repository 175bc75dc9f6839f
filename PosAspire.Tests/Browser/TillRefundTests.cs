using Microsoft.Playwright;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

/// <summary>What comes back over the counter, at the till.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class TillRefundTests(Chromium chromium) : TillTest(chromium)
{
    [Fact]
    public async Task Lines_come_back_with_a_managers_approval_and_are_exchanged_for_the_next_sale()
    {
        using var cashier = await Shop.Api("cashier");
        await cashier.SellAsync("brought-back", Till.Basket(3));
        var till = await OpenTill();
        var page = till.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Last sales" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "#1" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Give back…" }).ClickAsync();
        await page.GetByLabel("Some lines").CheckAsync();
        await page.GetByLabel("AVERNA").FillAsync("4");
        await Expect(page.Locator("#refund-quote")).ToContainTextAsync("only 3 can still come back");
        await page.GetByLabel("AVERNA").FillAsync("2");
        await page.GetByLabel("Write off", new() { Exact = true }).CheckAsync();
        await Expect(page.Locator("#refund-quote .amount")).ToHaveTextAsync("$57.80");
        await Expect(page.Locator("#refund-quote")).ToContainTextAsync("It comes to $57.78");
        await Expect(page.Locator("#refund-quote")).ToContainTextAsync("alone you give back up to $50.00");
        await page.GetByLabel("Why").FillAsync("Corked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give the money back" }).ClickAsync();

        await ApproveAsync(page, "cashier");
        await Expect(page.GetByRole(AriaRole.Dialog).Locator(".notice.danger")).ToBeVisibleAsync();
        Assert.Equal(0, await Shop.Read<long>("SELECT count(*) FROM refunds"));
        await ApproveAsync(page, "manager");
        await Expect(page.Locator("#refunds")).ToContainTextAsync("2 × AVERNA AMARO · written off");
        await Expect(page.Locator("#refunds h3 .tag")).ToHaveTextAsync("Given back");
        await Expect(page.Locator("#panel-title .tag")).ToHaveTextAsync("Partly given back");
        Assert.Equal(1, await Shop.Read<long>("SELECT count(*) FROM refunds r JOIN users a ON a.id = r.approved_by JOIN users q ON q.id = r.requested_by WHERE a.username = 'manager' AND q.username = 'cashier'"));

        // The customer takes another bottle: the two belong together.
        await cashier.SellAsync("taken-instead", Till.Basket());
        await page.ReloadAsync();
        await till.Ready();
        await page.GetByRole(AriaRole.Button, new() { Name = "They belong together" }).ClickAsync();
        await Expect(page.Locator("#refunds")).ToContainTextAsync("Exchanged for");
        await page.GetByRole(AriaRole.Link, new() { Name = "Order 2" }).ClickAsync();
        await Expect(page.Locator("#refunds")).ToContainTextAsync("Sold in exchange for what came back of Order 1");
    }

    private static async Task ApproveAsync(IPage page, string who)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("#field-approver").FillAsync(who);
        await dialog.Locator("#approve-refund-pin").FillAsync(ShopUnderTest.Pin(who));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve and give back" }).ClickAsync();
    }
}
