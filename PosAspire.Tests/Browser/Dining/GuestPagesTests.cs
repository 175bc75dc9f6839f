using Microsoft.Playwright;
using PosAspire.Tests.Web.Dining;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Dining;

/// <summary>Guests on their phones.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class GuestPagesTests(Chromium chromium) : ShopTest(chromium)
{
    [Fact]
    public async Task A_phone_reads_the_menu_in_indonesian()
    {
        var page = await OpenPage(360, 740, touch: true);
        await page.GotoAsync("/menu");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.GetByRole(AriaRole.Link, new() { Name = "ID", Exact = true }).TapAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "id");
        await page.GetByRole(AriaRole.Link, new() { Name = "Minuman" }).TapAsync();
        var drink = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Es Teh Manis" });
        await Expect(drink).ToBeInViewportAsync();
        await Expect(drink).ToContainTextAsync("Rp\u00a020.000");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Jam buka" })).ToBeAttachedAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }

    [Fact]
    public async Task A_guest_who_waits_sees_the_kitchen_finish()
    {
        var (id, token) = await Shop.SentTakeawayAsync("Rendang Wagyu", "Es Teh Manis");
        var page = await OpenPage(360, 740, touch: true);
        await page.GotoAsync($"/track/{token}?lang=id");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sedang kami siapkan" })).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-current=step]")).ToHaveTextAsync("Di dapur");
        await Shop.BumpAllAsync(id);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pesanan Anda siap" })).ToBeVisibleAsync();
        await Expect(page.Locator("[aria-current=step]")).ToHaveTextAsync("Siap");

        // The server is away for a moment: the page says so, keeps what it showed, and goes on by itself.
        await Shop.StopApi();
        await Expect(page.Locator("#notice")).Not.ToBeEmptyAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pesanan Anda siap" })).ToBeVisibleAsync();
        Shop.StartApi();
        await Expect(page.Locator("#notice")).ToBeEmptyAsync(new() { Timeout = 20_000 });
    }
}
