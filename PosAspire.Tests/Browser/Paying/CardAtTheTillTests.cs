using Microsoft.Playwright;
using PosAspire.Tests.Support.Stripe;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Paying;

/// <summary>Cards at the retail till, held against the ledger of the card service.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class CardAtTheTillTests(Chromium chromium) : PayingTest(chromium)
{
    [Fact]
    public async Task A_card_is_declined_another_pays_and_a_double_click_charges_once()
    {
        var till = await OpenPaying();
        await Picture(till.Page, "pay");
        await till.Panel("pay").GetByRole(AriaRole.Button, new() { Name = "Card", Exact = true }).DblClickAsync();
        await Expect(Said(till.Page)).ToContainTextAsync("Card to the reader: $28.89");
        await Picture(till.Page, "waiting");
        await KeepsSecrets(till.Page);
        await PresentCard(till.Page, "insufficient_funds");
        await Expect(Dialog(till.Page)).ToContainTextAsync("has not enough money");
        await Expect(Way(till.Page, "Cash")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("primary"));
        await Picture(till.Page, "declined");
        await Way(till.Page, "Card").DblClickAsync();
        await PresentCard(till.Page);

        await Expect(till.Page.GetByRole(AriaRole.Heading, new() { Name = "Paid" })).ToBeVisibleAsync();
        await Expect(till.Receipt).ToContainTextAsync("Card visa 4242");
        await KeepsSecrets(till.Page);
        await Picture(till.Page, "paid");
        Assert.Equal((1L, Bottle, 0L), (await OrdersPaid(), Stripe.Ledger.Kept, Stripe.Ledger.Held));
        Assert.Equal(2, await Shop.Read<long>("SELECT count(*) FROM payments"));
    }

    [Fact]
    public async Task A_declined_card_and_then_cash_by_keyboard_alone()
    {
        var till = await OpenPaying();
        await Choose(till, "Card");
        await PresentCard(till.Page, "generic_decline");
        await Expect(Dialog(till.Page)).ToContainTextAsync("The bank declined the card");
        await Expect(till.Page.Locator("#typed")).ToBeFocusedAsync();
        await till.Type("40");
        await Expect(Way(till.Page, "Cash")).ToContainTextAsync("$40.00");
        await till.Press("Enter");
        await till.Press("Enter");
        await Expect(till.Change).ToHaveTextAsync("$11.10");
        Assert.Equal((1L, 0L, 0L), (await OrdersPaid(), Stripe.Ledger.Kept, Stripe.Ledger.Held));
        await till.Press("Escape");
        await Expect(till.Page.GetByText("Scan the first bottle")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_reload_a_second_tab_and_a_scan_find_the_payment_that_is_under_way()
    {
        var till = await OpenPaying();
        await Choose(till, "Card");
        await Expect(Said(till.Page)).ToContainTextAsync("Card to the reader");
        await till.Page.GotoAsync("/till");
        await Expect(Said(till.Page)).ToContainTextAsync("Card to the reader: $28.89");
        await till.Ready();
        await till.Scan(Averna);
        await Expect(Dialog(till.Page)).ToContainTextAsync("Finish this payment first");

        var other = new TillDriver(await OpenTab(till.Page.Context));
        await other.Page.GotoAsync("/till");
        await Expect(Said(other.Page)).ToContainTextAsync("Card to the reader: $28.89");
        await till.Page.GoBackAsync();
        await Stripe.PresentCardAsync(Reader);
        await Expect(other.Receipt).ToContainTextAsync("Card visa 4242");
        Assert.Equal((1L, Bottle), (await OrdersPaid(), Stripe.Ledger.Kept));
    }

    [Fact]
    public async Task A_card_service_that_hangs_is_not_known_then_known_and_never_charged_twice()
    {
        var till = await OpenPaying();
        await Choose(till, "Card");
        await Expect(Said(till.Page)).ToContainTextAsync("Card to the reader");
        Stripe.Faults.Set("*", FakeStripeFault.Hang);
        await Stripe.PresentCardAsync(Reader);
        await Expect(Said(till.Page)).ToContainTextAsync("We do not know yet whether $28.89 was taken", new() { Timeout = 45_000 });
        await Expect(Dialog(till.Page)).ToContainTextAsync("Do not charge again");
        await Picture(till.Page, "unknown");
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "Serve the next customer" }).ClickAsync();
        await till.Scan(Averna, lines: 1);
        await till.PayExactCash();

        Stripe.Faults.Clear();
        var order = await Shop.Read<Guid>("SELECT order_id FROM payments WHERE type = 'card'");
        await till.Page.GotoAsync($"/till/checkout/{order}");
        await Expect(till.Page.GetByRole(AriaRole.Heading, new() { Name = "Paid", Exact = true })).ToBeVisibleAsync(new() { Timeout = 90_000 });
        Assert.Equal((2L, Bottle, 0L), (await OrdersPaid(), Stripe.Ledger.Kept, Stripe.Ledger.Held));
    }
}
