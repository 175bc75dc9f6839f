using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class TillSaleTests(Chromium chromium) : TillTest(chromium)
{
    [Fact]
    public async Task A_whole_sale_by_keyboard_alone()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await till.Scan(Other, lines: 2);
        await till.Press("ArrowUp");
        await till.Press("+");
        await Expect(till.Lines.First).ToContainTextAsync("2 × $27.00");
        await till.Press("6");
        await Expect(till.Page.GetByRole(AriaRole.Dialog, new() { Name = "How many?" })).ToBeVisibleAsync();
        await till.Press("Enter");
        await Expect(till.Lines.First).ToContainTextAsync("6 × $27.00");
        await till.Press("ArrowDown");
        await till.Press("Delete");
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.Press("/");
        await till.Type("hawkeye vod");
        await Expect(till.Page.Locator("#results")).ToHaveAttributeAsync("data-query", "hawkeye vod");
        await till.Press("ArrowDown");
        await till.Press("ArrowDown");
        await till.Press("Enter");
        await Expect(till.Lines).ToHaveCountAsync(2);
        await Expect(till.Lines.Last).ToContainTextAsync("HAWKEYE VODKA");
        await till.Press("F10");
        await Expect(till.Page.Locator("#typed")).ToBeFocusedAsync();
        await till.Type("500");
        await Expect(till.Page.Locator("#take")).ToContainTextAsync("Take $500.00");
        await till.Press("Enter");

        await Expect(till.Receipt).ToContainTextAsync("AVERNA AMARO");
        var receipt = await till.ReadReceipt();
        Assert.Equal(1, await Orders());
        Assert.Equal(receipt.OrderId, (await Shop.Read<Guid>("SELECT id FROM orders")).ToString());
        await till.Press("Escape");
        await Expect(till.Page.GetByText("Scan the first bottle")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_whole_sale_by_touch_alone()
    {
        var till = await OpenTill(touch: true);
        await till.Page.EvaluateAsync("addEventListener('keydown', () => { window.keysSeen = (window.keysSeen ?? 0) + 1; }, true)");
        await till.Page.Locator(".tile.category").First.TapAsync();
        await till.Page.Locator(".tiles .tile").First.TapAsync();
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "One more" }).TapAsync();
        await Expect(till.Lines.First).ToContainTextAsync("2 × ");
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "Type the quantity" }).TapAsync();
        await till.Page.Locator("#quantity").GetByRole(AriaRole.Button, new() { Name = "3", Exact = true }).TapAsync();
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "Set the quantity" }).TapAsync();
        await Expect(till.Lines.First).ToContainTextAsync("3 × ");
        await till.PayButton.TapAsync();
        foreach (var key in "9000")
            await till.Page.Locator(".cash").GetByRole(AriaRole.Button, new() { Name = key.ToString(), Exact = true }).TapAsync();
        await till.Page.Locator("#take").TapAsync();
        await Expect(till.Receipt).ToBeVisibleAsync();
        await Expect(till.Change).ToHaveCSSAsync("font-size", "64px");
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "New sale" }).TapAsync();
        await Expect(till.Page.GetByText("Scan the first bottle")).ToBeVisibleAsync();
        Assert.Equal(1, await Orders());
        Assert.Equal(0, await till.Page.EvaluateAsync<int>("window.keysSeen ?? 0"));
    }

    [Fact]
    public async Task The_change_stays_until_the_next_scan_and_a_reload_keeps_it()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await till.PayCash("100");
        var change = await till.Change.InnerTextAsync();
        await till.Page.ReloadAsync();
        await Expect(till.Change).ToHaveTextAsync(change);
        await Expect(till.Receipt).ToBeVisibleAsync();
        await till.Ready();
        await till.Scan(Other, lines: 1);
        await Expect(till.Change).ToHaveCountAsync(0);
        await till.PayExactCash();
        Assert.Equal(2, await Orders());
    }

    [Fact]
    public async Task Double_clicks_double_enter_and_the_back_button_sell_once()
    {
        var till = await OpenTill();
        Shop.Wire.Delay = TimeSpan.FromMilliseconds(40);
        await till.Scan(Averna, lines: 1);
        await till.PayButton.DblClickAsync();
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "Exact" }).DblClickAsync();
        await Expect(till.Receipt).ToBeVisibleAsync();
        Assert.Equal(1, await Orders());

        await till.Scan(Other, lines: 1);
        await till.Press("F10");
        await Expect(till.Page.Locator("#typed")).ToBeFocusedAsync();
        await till.Press("Enter");
        await till.Press("Enter");
        await Expect(till.Receipt).ToBeVisibleAsync();
        await till.Press("Enter");
        await till.Page.WaitForTimeoutAsync(300);
        await Expect(till.Receipt).ToBeVisibleAsync();
        Assert.Equal(2, await Orders());

        Shop.Wire.Delay = TimeSpan.Zero;
        await till.Page.GoBackAsync();
        await till.Page.GoForwardAsync();
        await till.Ready();
        Assert.Equal(2, await Orders());
        Assert.Equal(0, await till.Lines.CountAsync());
    }

    [Fact]
    public async Task Without_scripts_the_till_says_so_and_still_sells()
    {
        var page = await OpenPage(script: false);
        await page.GotoAsync("/till");
        await page.Locator("#field-username").FillAsync("cashier");
        await page.Locator("#field-password").FillAsync(Web.ShopUnderTest.Password);
        await page.Locator("form[action='/sign-in'] button.primary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Work at Register 1, Iowa") }).ClickAsync();
        await Expect(page.Locator("noscript .notice")).ToContainTextAsync("JavaScript is off");
        var till = new TillDriver(page);
        await till.Search.FillAsync(Averna);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "One more" }).ClickAsync();
        await Expect(till.Lines).ToContainTextAsync(["2 × $27.00"]);
        await page.ReloadAsync(); // sends the form again, under the same key
        await Expect(till.Lines).ToContainTextAsync(["2 × $27.00"]);
        await till.PayExactCash();
        await Expect(till.Change).ToHaveTextAsync("$0.00");
        Assert.Equal(1, await Orders());
    }
}
