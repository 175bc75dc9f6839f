using Microsoft.Playwright;
using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class SaleTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_whole_sale_by_keyboard_alone()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.Scan(FakeShop.Whiskey);
        await Expect(till.Lines).ToHaveCountAsync(2);
        await till.Page.Keyboard.PressAsync("ArrowUp");
        await till.Page.Keyboard.PressAsync("+");
        await Expect(till.Lines.First).ToContainTextAsync("2 × $19.99");
        await till.Page.Keyboard.PressAsync("ArrowDown");
        await till.Page.Keyboard.PressAsync("Delete");
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.Page.Keyboard.PressAsync("F10");
        await Expect(till.Page.Locator("#typed")).ToBeFocusedAsync();
        await till.Page.Keyboard.TypeAsync("50", new() { Delay = 90 });
        await Expect(till.Page.Locator("#take")).ToContainTextAsync("Take $50.00");
        await till.Page.Keyboard.PressAsync("Enter");

        await Expect(till.Receipt).ToBeVisibleAsync();
        var receipt = await till.ReadReceipt();
        Assert.Equal("$7.20", receipt.Change);
        Assert.Equal(Web.Api.Orders.Single().Id.ToString(), receipt.OrderId);
        await till.Page.Keyboard.PressAsync("Escape");
        await Expect(till.Page.GetByText("Scan the first bottle")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_whole_sale_by_touch_alone()
    {
        var till = await OpenTill(touch: true);
        await till.Page.GetByLabel("Code under the bars").FillAsync(FakeShop.Vodka);
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).TapAsync();
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "One more of" }).TapAsync();
        await Expect(till.PayButton).ToContainTextAsync("$42.78");
        await till.PayButton.TapAsync();
        foreach (var key in "60")
            await till.Page.GetByRole(AriaRole.Button, new() { Name = key.ToString(), Exact = true }).TapAsync();
        await till.Page.Locator("#take").TapAsync();
        await Expect(till.Receipt).ToBeVisibleAsync();
        Assert.Equal("$17.20", (await till.ReadReceipt()).Change);
        await Expect(till.Page.Locator(".change .amount")).ToHaveCSSAsync("font-size", "64px");
    }

    [Fact]
    public async Task The_next_scan_after_a_sale_starts_a_new_one()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Vodka);
        await till.PayExactCash();
        await till.Scan(FakeShop.Rum);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.PayCash("20");
        Assert.Equal(2, Web.Api.Orders.Count);
    }

    [Fact]
    public async Task Double_clicks_and_double_enter_sell_once()
    {
        var till = await OpenTill();
        Web.Api.Delay = TimeSpan.FromMilliseconds(80);
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.PayButton.DblClickAsync();
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "Exact" }).DblClickAsync();
        await Expect(till.Receipt).ToBeVisibleAsync();
        Assert.Single(Web.Api.Orders);

        await till.Scan(FakeShop.Rum);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.Page.Keyboard.PressAsync("F10");
        await Expect(till.Page.Locator("#typed")).ToBeFocusedAsync();
        await till.Page.Keyboard.PressAsync("Enter");
        await till.Page.Keyboard.PressAsync("Enter");
        await Expect(till.Receipt).ToBeVisibleAsync();
        await till.Page.Keyboard.PressAsync("Enter");
        await till.Page.WaitForTimeoutAsync(300);
        await Expect(till.Receipt).ToBeVisibleAsync();
        Assert.Equal(2, Web.Api.Orders.Count);
        Assert.Equal(2, Web.Api.Requests.Count(request => request is { Method: "POST", Path: "/api/v1/orders" }));
    }

    [Fact]
    public async Task Without_scripts_the_till_says_so_and_still_sells()
    {
        var page = await OpenPage(script: false);
        await page.GotoAsync("/till");
        await page.GetByLabel("Name").FillAsync("sari");
        await page.GetByLabel("Password").FillAsync(FakeApi.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Locator("noscript .notice")).ToContainTextAsync("JavaScript is off");
        await Expect(page.Locator("noscript .notice")).ToBeVisibleAsync();
        var till = new TillDriver(page);
        await till.TypeCode(FakeShop.Vodka);
        await till.PayExactCash();
        Assert.Equal("$0.00", (await till.ReadReceipt()).Change);
    }
}
