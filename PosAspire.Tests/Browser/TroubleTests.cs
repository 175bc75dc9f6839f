using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class TroubleTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_lost_answer_ends_in_the_same_sale_once()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToHaveCountAsync(1);
        Web.Api.LoseNextOrderAnswer = true;
        await till.PayExactCash();
        var order = Assert.Single(Web.Api.Orders);
        Assert.Equal(order.Id.ToString(), (await till.ReadReceipt()).OrderId);
        Assert.True(Web.Api.Requests.Count(request => request is { Method: "POST", Path: "/api/v1/orders" }) >= 2);
    }

    [Fact]
    public async Task Web_restarts_in_the_middle_of_a_sale_and_nothing_is_lost()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await Web.Stop();
        await till.Scan(FakeShop.Rum);
        await Expect(till.Notice).ToContainTextAsync("No connection to the shop's server");
        await Expect(till.Page.Locator("#connection")).ToHaveTextAsync("No connection");
        await Expect(till.Lines).ToHaveCountAsync(1);
        Web.Start();
        await Expect(till.Lines).ToHaveCountAsync(2);
        await Expect(till.Notice).ToBeEmptyAsync();
        await Expect(till.Page.Locator("#connection")).ToHaveTextAsync("Connected");
        await till.PayExactCash();
        Assert.Single(Web.Api.Orders);
    }

    [Fact]
    public async Task Api_restarts_while_paying_and_the_sale_is_recorded_once()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Vodka);
        await till.OpenPay();
        await Expect(till.Page.Locator("#take")).ToBeVisibleAsync();
        await Web.Api.Stop();
        await till.Page.Locator("#take").ClickAsync();
        await Expect(till.Notice).ToContainTextAsync("A sale is never recorded twice");
        await Web.Api.Start();
        await Expect(till.Receipt).ToBeVisibleAsync();
        Assert.Single(Web.Api.Orders);
    }

    [Fact]
    public async Task A_step_that_gets_no_answer_can_be_left()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await Web.Api.Stop();
        await till.Scan(FakeShop.Rum);
        await till.Page.GetByText("Leave this step").ClickAsync();
        await Expect(till.Notice).ToBeEmptyAsync();
        await Web.Api.Start();
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToContainTextAsync(["2 × $19.99"]);
    }

    [Fact]
    public async Task A_session_that_ends_in_the_middle_of_a_sale_returns_to_the_same_cart()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToHaveCountAsync(1);
        Web.Api.TokenValid = false;
        await till.Scan(FakeShop.Rum);
        await Expect(till.Page.GetByText("an open cart is kept")).ToBeVisibleAsync();
        Web.Api.TokenValid = true;
        await till.Page.GetByLabel("Name").FillAsync("sari");
        await till.Page.GetByLabel("Password").FillAsync(FakeApi.Password);
        await till.Page.Keyboard.PressAsync("Enter");
        await Expect(till.Lines).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_reload_keeps_the_cart_and_then_the_receipt()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.Page.ReloadAsync();
        await Expect(till.Lines).ToHaveCountAsync(1);
        await till.PayCash("50");
        await till.Page.ReloadAsync();
        await Expect(till.Receipt).ToBeVisibleAsync();
        Assert.Equal("$28.60", (await till.ReadReceipt()).Change);
    }
}
