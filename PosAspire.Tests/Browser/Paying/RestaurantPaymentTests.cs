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
