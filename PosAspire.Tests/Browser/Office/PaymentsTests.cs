using Microsoft.Playwright;
using PosAspire.Tests.Api;
using PosAspire.Tests.Api.Sales;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Office;

/// <summary>Payment services, cases, the match, and gift cards, as a manager works on them.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class PaymentsTests(Chromium chromium) : CardShopTest(chromium)
{
    [Fact]
    public async Task A_manager_switches_a_service_off_and_on_compares_and_settles_what_differs()
    {
        var page = await OpenPage();
        await SignIn(page, "manager", "/office/payments?location=LIQ1");
        var cards = page.Locator("#provider-stripe");
        await Expect(cards.Locator(".tag")).ToHaveTextAsync("It answers");
        await SwitchAsync(cards, "offline", "The line is being repaired");
        await Expect(page.Locator("#notice")).ToContainTextAsync("written into the journal");
        await Expect(cards.Locator(".tag")).ToHaveTextAsync("Switched off");
        await Expect(cards).ToContainTextAsync("decided by Demo manager");
        await Expect(cards).ToContainTextAsync("The line is being repaired");
        await SwitchAsync(cards, "automatic", "It is mended");
        await Expect(cards.Locator(".tag")).ToHaveTextAsync("It answers");
        Assert.Equal(2, await Shop.Read<long>("SELECT count(*) FROM audit_entries a JOIN users u ON u.id = a.actor_id WHERE a.action = 'payment.provider_switched' AND u.username = 'manager'"));

        // A card sale whose row somebody has changed by hand: the comparison finds it, and a manager settles it.
        var order = await SoldByCardAsync();
        await Shop.Execute("UPDATE payments SET captured_minor = captured_minor + 100, created_at = now() - interval '1 hour' WHERE provider = 'stripe'");
        await Shop.Execute("UPDATE orders SET created_at = now() - interval '1 hour'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare now" }).ClickAsync();
        await Expect(page.Locator("#match tbody tr")).ToContainTextAsync("Another amount");
        await Expect(page.Locator("#match tbody tr")).ToContainTextAsync("$29.89");
        await Expect(page.Locator("#match")).ToContainTextAsync("Demo manager asked for it.");
        await page.ReloadAsync();
        var found = page.Locator("#cases article");
        await Expect(found).ToContainTextAsync("Till and payment service do not say the same");
        await found.GetByLabel("What was done about it").FillAsync("   ");
        await found.GetByRole(AriaRole.Button, new() { Name = "It is settled" }).ClickAsync();
        await Expect(found.Locator(".wrong")).ToHaveTextAsync("Say what was done about it.");
        await found.GetByLabel("What was done about it").FillAsync("The row was mended by hand");
        await found.GetByRole(AriaRole.Button, new() { Name = "It is settled" }).DblClickAsync();
        await Expect(page.Locator("#cases")).ToContainTextAsync("Nothing. Every payment is certain.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all, also what is settled" }).ClickAsync();
        await Expect(page.Locator("#cases article")).ToContainTextAsync("The row was mended by hand");
        Assert.Equal(1, await Shop.Read<long>("SELECT count(*) FROM audit_entries WHERE action = 'payment.case_resolved' AND subject_id = $1", Guid.Parse(order)));
    }

    [Fact]
    public async Task A_gift_card_is_issued_once_with_its_code_shown_once_filled_up_and_looked_at()
    {
        var page = await OpenPage(360, 740);
        await SignIn(page, "manager", "/office/stored-value?location=LIQ1");
        await page.Locator("#field-issue-amount").FillAsync("a lot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Issue it" }).ClickAsync();
        await Expect(page.Locator("#field-issue-amount-problem")).ToBeVisibleAsync();
        await page.Locator("#field-issue-amount").FillAsync("25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Issue it" }).ClickAsync();
        await Expect(page.Locator("#card-done")).ToContainTextAsync("is issued with $25.00");
        var code = (await page.Locator("#card-done .code").InnerTextAsync()).Trim();
        Assert.DoesNotContain(code, page.Url, StringComparison.Ordinal);
        await page.ReloadAsync(); // sends the form again: it is the same card
        await Expect(page.Locator("#card-done")).ToContainTextAsync("is issued with $25.00");
        Assert.Equal(1, await Shop.Read<long>("SELECT count(*) FROM stored_value_accounts"));

        await page.Locator("#field-topup-code").FillAsync(code);
        await page.Locator("#field-topup-amount").FillAsync("10.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Expect(page.Locator("#card-done")).ToContainTextAsync("now has $35.50");
        await page.Locator("#field-balance-code").FillAsync("nothing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look", Exact = true }).ClickAsync();
        await Expect(page.Locator("#field-balance-code-problem")).ToBeVisibleAsync();
        await page.Locator("#field-balance-code").FillAsync(code.ToLowerInvariant());
        await page.GetByRole(AriaRole.Button, new() { Name = "Look", Exact = true }).ClickAsync();
        await Expect(page.Locator("#card-done")).ToContainTextAsync("has $35.50");
        await Expect(page.Locator("#card-done .code")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_administrator_says_how_much_a_shop_gives_back_alone()
    {
        var page = await OpenPage();
        await SignIn(page, "admin", "/office/locations?location=LIQ1");
        await page.Locator("#field-limit").FillAsync("some");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the limit" }).ClickAsync();
        await Expect(page.Locator("#field-limit-problem")).ToBeVisibleAsync();
        await page.Locator("#field-limit").FillAsync("20");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the limit" }).ClickAsync();
        await Expect(page.Locator("#field-limit")).ToHaveValueAsync("20.00");
        await Expect(page.GetByText("up to $200.00 of an order")).ToBeVisibleAsync();
        Assert.Equal(2_000, await Shop.Read<long>("SELECT refund_limit_minor FROM locations WHERE code = 'LIQ1'"));

        var other = await OpenPage();
        await SignIn(other, "manager", "/office/locations?location=LIQ1");
        await Expect(other.GetByText("An administrator changes it.")).ToBeVisibleAsync();
        await Expect(other.Locator("#field-limit")).ToHaveCountAsync(0);
    }

    private static async Task SwitchAsync(ILocator provider, string mode, string reason)
    {
        await provider.Locator("summary").ClickAsync();
        await provider.GetByLabel("How it is used").SelectOptionAsync(mode);
        await provider.GetByLabel("Why").FillAsync(reason);
        await provider.GetByRole(AriaRole.Button, new() { Name = "Do it" }).ClickAsync();
    }

    private async Task<string> SoldByCardAsync()
    {
        using var cashier = await Shop.Api("cashier");
        var order = await (await cashier.SellAsync($"{Guid.NewGuid()}", new
        {
            location = "LIQ1",
            lines = new[] { new { barcode = Till.Averna, quantity = 1 } },
            tenders = new[] { new { type = "card", amountMinor = 2_889, source = "method:pm_card_visa" } },
        })).JsonAsync();
        return (string)order["id"]!;
    }
}
