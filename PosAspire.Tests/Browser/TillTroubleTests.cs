using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class TillTroubleTests(Chromium chromium) : TillTest(chromium)
{
    [Fact]
    public async Task Web_restarts_in_the_middle_of_a_sale_and_nothing_is_lost()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await Shop.StopWeb();
        await till.Scan(Other);
        await Expect(till.Notice).ToContainTextAsync("No connection to the shop's server");
        await Expect(till.Page.Locator("#connection")).ToHaveTextAsync("No connection");
        await Expect(till.Lines).ToHaveCountAsync(1);
        Shop.StartWeb();
        await Expect(till.Lines).ToHaveCountAsync(2, new() { Timeout = 5_000 });
        await Expect(till.Notice).ToBeEmptyAsync();
        await Expect(till.Page.Locator("#connection")).ToHaveTextAsync("Connected");
        await till.PayExactCash();
        Assert.Equal(1, await Orders());
    }

    [Fact]
    public async Task Api_restarts_while_paying_and_the_sale_is_recorded_once()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await till.OpenPay();
        await Expect(till.Page.Locator("#take")).ToBeVisibleAsync();
        await Shop.StopApi();
        await till.Page.Locator("#take").ClickAsync();
        await Expect(till.Notice).ToContainTextAsync("Nothing is ever done twice");
        Shop.StartApi();
        await Expect(till.Receipt).ToBeVisibleAsync();
        Assert.Equal(1, await Orders());
    }

    [Fact]
    public async Task Pay_pressed_while_the_cart_is_being_fetched_is_not_forgotten_and_acts_once()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        var held = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        await till.Page.RouteAsync("**/till/cart*", async route =>
        {
            asked.TrySetResult();
            await held.Task;
            await route.ContinueAsync();
        });
        var pays = 0;
        till.Page.Request += (_, request) => pays += new Uri(request.Url).AbsolutePath == "/till/pay" ? 1 : 0;
        await till.Page.EvaluateAsync("document.body.dispatchEvent(new CustomEvent('live:cart', { detail: { resync: true } }))");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await till.OpenPay();
        await till.Press("F10");
        held.SetResult();
        await Expect(till.Page.Locator("#take")).ToBeVisibleAsync();
        Assert.Equal(1, pays);
    }

    [Fact]
    public async Task A_network_that_falls_silent_shows_progress_then_a_way_out_and_does_nothing_twice()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        Shop.Wire.Silence();
        await till.Press("+");
        await Expect(till.Page.Locator("#waiting")).ToBeVisibleAsync(new() { Timeout = 2_000 });
        await Expect(till.Page.GetByText("Leave this step")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Shop.Wire.Resume();
        await Expect(till.Lines).ToContainTextAsync(["2 × $27.00"], new() { Timeout = 15_000 });
        await till.Page.WaitForTimeoutAsync(1_500);
        await Expect(till.Lines).ToContainTextAsync(["2 × $27.00"]);
    }

    [Fact]
    public async Task A_step_that_gets_no_answer_can_be_left()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await Shop.StopApi();
        await till.Scan(Other);
        await till.Page.GetByText("Leave this step").ClickAsync();
        Shop.StartApi();
        await Expect(till.Notice).ToBeEmptyAsync();
        await till.Scan(Averna);
        await Expect(till.Lines).ToContainTextAsync(["2 × $27.00"]);
        await Expect(till.Lines).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_session_that_ends_in_the_middle_of_a_sale_returns_to_the_same_cart()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await Shop.Execute("UPDATE sessions SET revoked_at = now(), revoked_in = pg_current_xact_id()");
        await Shop.RestartApi(); // with nothing remembered of who was signed in
        await till.Scan(Other);
        await till.Page.WaitForURLAsync("**/sign-in**");
        await till.Page.Locator("#field-username").FillAsync("cashier");
        await till.Page.Locator("#field-password").FillAsync(ShopUnderTest.Password);
        await till.Press("Enter");
        await Expect(till.Lines).ToHaveCountAsync(2);
        await till.PayExactCash();
        Assert.Equal(1, await Orders());
    }

    [Fact]
    public async Task Two_tabs_see_one_cart_and_sell_it_once()
    {
        var first = await OpenTill();
        await first.Scan(Averna, lines: 1);
        var second = new TillDriver(await OpenTab(first.Page.Context));
        await second.Page.GotoAsync("/till");
        await second.Ready();
        await Expect(second.Lines).ToHaveCountAsync(1);
        await first.Scan(Other, lines: 2);
        await Expect(second.Lines).ToHaveCountAsync(2);
        await second.OpenPay();
        await Expect(second.Page.Locator("#take")).ToBeVisibleAsync();
        await first.PayExactCash();
        await Expect(second.Lines).ToHaveCountAsync(0);
        await Expect(second.Panel("find")).ToBeVisibleAsync();
        Assert.Equal(1, await Orders());
    }

    [Fact]
    public async Task A_cart_that_changed_after_its_amount_was_shown_is_not_sold()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await till.OpenPay();
        await Expect(till.Page.Locator("#take")).ToBeVisibleAsync();
        await Shop.Execute("UPDATE carts SET version = version + 1");
        await till.Page.Locator("#take").ClickAsync();
        await Expect(till.Panel("pay")).ToContainTextAsync("The cart has changed");
        Assert.Equal(0, await Orders());
        await till.Page.Locator("#take").ClickAsync();
        await Expect(till.Receipt).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_crashed_browser_finds_the_cart_again()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await till.Page.CloseAsync();
        var again = await OpenTill(await OpenPage());
        await Expect(again.Lines).ToHaveCountAsync(1);
    }
}
