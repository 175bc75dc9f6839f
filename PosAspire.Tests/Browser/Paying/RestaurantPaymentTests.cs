using System.Net.Http.Json;
using Microsoft.Playwright;
using PosAspire.Tests.Browser.Dining;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Paying;

/// <summary>Guests who pay by code or card; the customer's screen beside the register follows.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class RestaurantPaymentTests(Chromium chromium) : PayingTest(chromium)
{
    private const string Tea = "Es Teh Manis";

    [Fact]
    public async Task A_code_runs_out_is_renewed_and_paid_by_callback_and_both_screens_show_it()
    {
        var floor = await Ordered("1");
        var display = await OpenTab(floor.Page.Context);
        await display.GotoAsync("/display");
        await floor.Page.Keyboard.PressAsync("F10");
        await floor.Sheet.GetByRole(AriaRole.Button, new() { Name = "QRIS" }).ClickAsync();
        await Expect(Said(floor.Page)).ToContainTextAsync("Let the customer scan");
        await Expect(floor.Page.Locator("[data-until]")).ToContainTextAsync(":");
        await Expect(display.Locator("img.code")).ToBeVisibleAsync();
        await Picture(floor.Page, "qris");
        await Picture(display, "display-qris");

        Qris.Expire(await Reference());
        await Expect(Dialog(floor.Page)).ToContainTextAsync("not paid in time");
        await Expect(display.Locator("img.code")).ToHaveCountAsync(0);
        await Way(floor.Page, "QRIS").ClickAsync();
        await Expect(Said(floor.Page)).ToContainTextAsync("Let the customer scan");
        await Expect(display.Locator("img.code")).ToBeVisibleAsync();
        await KeepsSecrets(floor.Page);
        var reference = await Reference();
        Assert.True(Qris.Pay(reference));
        using (var gateway = new HttpClient())
            (await gateway.PostAsJsonAsync(new Uri(Shop.ApiAddress, "/webhooks/qris"), Qris.Notice(reference))).EnsureSuccessStatusCode();

        await Expect(floor.Page.GetByRole(AriaRole.Heading, new() { Name = "Paid" })).ToBeVisibleAsync();
        await Expect(display.GetByText("Thank you")).ToBeVisibleAsync();
        await Picture(display, "display-thanks");
        Assert.Equal(1, await OrdersPaid());
    }

    [Fact]
    public async Task Two_guests_share_the_bill_one_by_card_with_a_tip_and_one_in_cash()
    {
        var floor = await Ordered("1");
        var page = floor.Page;
        await floor.Page.Keyboard.PressAsync("F10");
        await floor.Sheet.GetByRole(AriaRole.Button, new() { Name = "Card, tip or split" }).ClickAsync();
        await Expect(page.Locator("body[data-ready]")).ToBeAttachedAsync();
        await Dialog(page).GetByRole(AriaRole.Link, new() { Name = "2", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**parts=2");
        await Expect(page.Locator("body[data-ready]")).ToBeAttachedAsync();
        await Dialog(page).GetByRole(AriaRole.Radio, new() { Name = "10 %" }).CheckAsync();
        await Picture(page, "tip");
        await Way(page, "Card").ClickAsync();
        await PresentCard(page);
        await Expect(Dialog(page).Locator("[data-tender=card]")).ToContainTextAsync("tip");
        await Picture(page, "half-paid");
        await page.ReloadAsync();
        await Expect(page.Locator("body[data-ready]")).ToBeAttachedAsync();
        await Way(page, "Cash").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Change due" })).ToBeVisibleAsync();
        await Expect(page.Locator(".receipt")).ToContainTextAsync("Tip");
        Assert.Equal((1L, 2L), (await OrdersPaid(), await Shop.Read<long>("SELECT count(*) FROM payments WHERE status = 'captured'")));
        Assert.Equal(await Shop.Read<long>("SELECT amount_minor / 10 FROM payments WHERE type = 'card'"), await Shop.Read<long>("SELECT tip_minor FROM payments WHERE type = 'card'"));
    }

    private async Task<FloorDriver> Ordered(string table)
    {
        var page = await OpenPage();
        await SignIn(page, "server", "/floor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Work at Floor, Steak Kenangan" }).ClickAsync();
        await page.WaitForURLAsync("**/floor");
        var floor = new FloorDriver(page);
        await floor.Seat(table);
        await floor.Order(Tea);
        await floor.Send();
        return floor;
    }

    private Task<string> Reference() => Shop.Read<string>("SELECT provider_ref FROM payments WHERE provider_ref IS NOT NULL ORDER BY id DESC LIMIT 1");
}
