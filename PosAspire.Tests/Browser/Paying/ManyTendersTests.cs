using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Paying;

/// <summary>One sale paid in several ways, and one that is given up half-way.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class ManyTendersTests(Chromium chromium) : PayingTest(chromium)
{
    [Fact]
    public async Task A_sale_split_three_ways_by_cash_card_and_gift_card_survives_a_reload()
    {
        var code = await GiftCard("LIQ1", 500);
        var till = await OpenPaying();
        await Choose(till, "Split");
        await Dialog(till.Page).GetByRole(AriaRole.Link, new() { Name = "3", Exact = true }).ClickAsync();
        await Expect(Way(till.Page, "Cash")).ToContainTextAsync("$9.63");
        await Way(till.Page, "Cash").ClickAsync();
        await Expect(Dialog(till.Page)).ToContainTextAsync("Still to pay");
        await till.Page.ReloadAsync();
        await till.Ready();
        await Expect(Way(till.Page, "Card")).ToContainTextAsync("$9.63");
        await Picture(till.Page, "split");
        await Way(till.Page, "Card").ClickAsync();
        await PresentCard(till.Page);

        await Expect(Dialog(till.Page).Locator("[data-tender=card]")).ToContainTextAsync("Visa •••• 4242");
        await Dialog(till.Page).GetByRole(AriaRole.Link, new() { Name = "Gift card or credit" }).ClickAsync();
        await Expect(till.Page.Locator("#field-code")).ToBeFocusedAsync();
        await Picture(till.Page, "gift");
        await till.Scan(code);
        await Expect(Dialog(till.Page).Locator("[data-tender=gift_card]")).ToContainTextAsync("$5.00");
        await till.Page.Locator("#typed").FillAsync("5");
        await Way(till.Page, "Cash").ClickAsync();

        await Expect(till.Page.GetByRole(AriaRole.Heading, new() { Name = "Change due" })).ToBeVisibleAsync();
        await Expect(till.Receipt).ToContainTextAsync("Gift card");
        Assert.DoesNotContain(code, await till.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal((1L, 963L), (await OrdersPaid(), Stripe.Ledger.Kept));
        Assert.Equal(0, await Shop.Read<long>("SELECT balance_minor FROM stored_value_accounts"));
        Assert.Equal(await Shop.Read<long>("SELECT due_minor FROM orders"), await Shop.Read<long>("SELECT sum(amount_minor)::bigint FROM payments WHERE status = 'captured'"));
    }

    [Fact]
    public async Task Giving_up_says_what_goes_back_and_lets_held_money_go()
    {
        var onShelf = await OnShelf();
        var till = await OpenPaying();
        await Choose(till, "Split");
        await Expect(Dialog(till.Page)).ToContainTextAsync("To pay");
        await till.Page.Locator("#typed").FillAsync("10");
        await Way(till.Page, "Cash").ClickAsync();
        await Expect(Dialog(till.Page)).ToContainTextAsync("Still to pay");
        await till.Page.Locator("#typed").FillAsync("99");
        await Way(till.Page, "Card").ClickAsync();
        await Expect(Dialog(till.Page)).ToContainTextAsync("left to pay");
        await Way(till.Page, "Card").ClickAsync();
        await Expect(Said(till.Page)).ToContainTextAsync("Card to the reader: $18.89");
        Assert.Equal(onShelf - 1, await OnShelf());

        await Dialog(till.Page).GetByText("Give up this payment").ClickAsync();
        await Expect(Dialog(till.Page)).ToContainTextAsync("Hand $10.00 in cash back to the customer.");
        await Picture(till.Page, "give-up");
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "Cannot pay" }).ClickAsync();
        await Expect(till.Notice).ToContainTextAsync("was given up");
        await Expect(till.Lines).ToHaveCountAsync(1);
        Assert.Equal((onShelf, 0L, 0L, 0L), (await OnShelf(), await OrdersPaid(), Stripe.Ledger.Kept, Stripe.Ledger.Held));
    }

    private Task<int> OnShelf() => Shop.Read<int>(
        "SELECT s.on_hand FROM stock_levels s JOIN product_barcodes b ON b.product_id = s.product_id JOIN locations l ON l.id = s.location_id WHERE b.gtin = $1 AND l.code = 'LIQ1'", Averna.PadLeft(14, '0'));
}
