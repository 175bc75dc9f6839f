using Microsoft.Playwright;
using PosAspire.Tests.Api;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Support.Stripe;
using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Office;

/// <summary>Money given back in the back office, to the card that paid.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class RefundTests(Chromium chromium) : CardShopTest(chromium)
{
    /// <summary>Twenty bottles with their tax: more than a manager gives back alone.</summary>
    private const long Dear = 57_780;

    [Fact]
    public async Task A_card_sale_goes_back_to_its_card_with_somebody_elses_approval()
    {
        var order = await SoldByCardAsync(20, Dear);
        var page = await OpenPage();
        await SignIn(page, "manager", $"/office/orders/{order}");

        // A part of it, while the card service is silent: not certain, and then by itself.
        await page.GetByRole(AriaRole.Link, new() { Name = "Give back…" }).ClickAsync();
        await Expect(page.Locator("#refund-quote")).ToContainTextAsync("visa 4242");
        await page.GetByLabel("An amount").CheckAsync();
        await Expect(page.Locator("#refund-quote")).ToContainTextAsync("Type how much goes back.");
        await page.Locator("#field-amount").FillAsync("10");
        await Expect(page.Locator("#refund-quote .amount")).ToHaveTextAsync("$10.00");
        await page.Locator("#field-reason").FillAsync("A torn label");
        Cards.Stripe.Faults.Set("refund", FakeStripeFault.DoThenDrop, 1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Give the money back" }).ClickAsync();
        await Expect(page.Locator("#refunds")).ToContainTextAsync("A torn label");
        await Expect(page.Locator("#refunds h3 .tag")).ToHaveTextAsync("Given back");
        Assert.Equal((Dear - 1_000, 1), (Cards.Stripe.Ledger.Kept, Cards.Stripe.Ledger.Refunds.Count));

        // The rest is above a manager's limit, and nobody approves the own refund.
        await page.GetByRole(AriaRole.Link, new() { Name = "Give back…" }).ClickAsync();
        await Expect(page.Locator("#refund-quote .notice")).ToContainTextAsync("Somebody else approves this in the next step");
        await page.Locator("#field-reason").FillAsync("The wrong wine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give the money back" }).ClickAsync();
        await ApproveAsync(page, "manager");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Whoever asks for a refund cannot approve it.");
        await ApproveAsync(page, "admin");
        await Expect(page.Locator("#refunds .refunded").Nth(1)).ToContainTextAsync("Card visa 4242");
        await Expect(page.Locator("#refunds .refunded").Nth(1).Locator("h3 .tag")).ToHaveTextAsync("Given back");
        await Expect(page.Locator(".room .tag").First).ToHaveTextAsync("Given back");
        await Expect(page.Locator(".events").First).ToContainTextAsync("Money given back · $567.80");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Give back…" })).ToHaveCountAsync(0);
        Assert.Equal((0, 2), (Cards.Stripe.Ledger.Kept, Cards.Stripe.Ledger.Refunds.Count));
        Assert.Equal(1, await Shop.Read<long>("SELECT count(*) FROM refunds r JOIN users u ON u.id = r.approved_by WHERE u.username = 'admin'"));
    }

    [Fact]
    public async Task A_card_sale_that_is_undone_goes_back_to_its_card()
    {
        var order = await SoldByCardAsync(1, 2_889);
        var page = await OpenPage();
        await SignIn(page, "manager", $"/office/orders/{order}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Void…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("#field-reason").FillAsync("Rung up twice");
        await dialog.Locator("#field-approver").FillAsync("admin");
        await dialog.Locator("#void-pin").FillAsync(ShopUnderTest.Pin("admin"));
        await dialog.Locator("button.primary").ClickAsync();
        await Expect(page.Locator("#refunds h3")).ToContainTextAsync("The order was undone · $28.89");
        await Expect(page.Locator("#refunds li[data-status=succeeded]")).ToContainTextAsync("Card visa 4242");
        Assert.Equal((0, 1), (Cards.Stripe.Ledger.Kept, Cards.Stripe.Ledger.Refunds.Count));
    }

    [Fact]
    public async Task What_the_card_service_refuses_a_manager_gives_back_as_credit_whose_code_is_shown_once()
    {
        var order = await SoldByCardAsync(1, 2_889);
        Cards.Stripe.Ledger.RefundStatus = "failed";
        var page = await OpenPage(360, 740);
        await SignIn(page, "manager", $"/office/orders/{order}/refund");
        await page.Locator("#field-reason").FillAsync("Corked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give the money back" }).DblClickAsync();
        await Expect(page.Locator("#refunds li[data-status=failed]")).ToContainTextAsync("The customer does not have this money");
        await page.Locator("#refunds").GetByLabel("As store credit").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give it back this way" }).ClickAsync();
        var code = (await page.Locator("#credit .code").InnerTextAsync()).Trim();
        await Expect(page.Locator("#refunds h3 .tag")).ToHaveTextAsync("Given back");
        await page.ReloadAsync();
        await Expect(page.Locator("#refunds")).ToContainTextAsync("it was given back another way");
        Assert.Equal(1, await Shop.Read<long>("SELECT count(*) FROM refunds"));
        Assert.Equal(2_889, await Shop.Read<long>("SELECT balance_minor FROM stored_value_accounts WHERE last4 = $1", code[^4..]));
    }

    private static async Task ApproveAsync(IPage page, string who)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("#field-approver").FillAsync(who);
        await dialog.Locator("#approve-refund-pin").FillAsync(ShopUnderTest.Pin(who));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve and give back" }).ClickAsync();
    }

    private async Task<string> SoldByCardAsync(int bottles, long amountMinor)
    {
        using var cashier = await Shop.Api("cashier");
        var order = await (await cashier.SellAsync($"{Guid.NewGuid()}", new
        {
            location = "LIQ1",
            lines = new[] { new { barcode = Till.Averna, quantity = bottles } },
            tenders = new[] { new { type = "card", amountMinor, source = "method:pm_card_visa" } },
        })).JsonAsync();
        return (string)order["id"]!;
    }
}
