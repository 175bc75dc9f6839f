using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Dining;

/// <summary>What goes wrong on a busy evening: two at once, pressed twice, a server that restarts, no scripts.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class TroubleAtTheTableTests(Chromium chromium) : DiningTest(chromium)
{
    private const float RecoveryMs = 20_000;

    [Fact]
    public async Task Of_two_servers_at_one_table_the_second_is_shown_whose_it_is()
    {
        var first = await OpenFloor();
        var second = await OpenFloor("manager");
        await second.Table("2").Locator("a").ClickAsync();
        await Expect(second.Sheet).ToContainTextAsync("How many guests?");
        await first.Seat("2", guests: 2);
        await Expect(second.Table("2")).ToContainTextAsync("Seated");
        await second.Sheet.GetByRole(AriaRole.Button, new() { Name = "3", Exact = true }).ClickAsync();
        await second.Sheet.GetByRole(AriaRole.Link, new() { Name = "See who sits there" }).ClickAsync();
        await second.OnOrder();
        Assert.Equal(first.OrderId, second.OrderId);
        Assert.Equal(1, await CountOf("SELECT count(*) FROM orders WHERE status = 'open'"));

        await first.Order(Soup);
        await Expect(second.Line(Soup)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_change_whose_fragment_could_not_be_fetched_is_shown_all_the_same()
    {
        var floor = await OpenFloor();
        await floor.Seat("1");
        var lost = 0;
        await floor.Page.RouteAsync("**/menu", route => Interlocked.Increment(ref lost) == 1 ? route.AbortAsync() : route.ContinueAsync());
        using var manager = await Shop.Api();
        var soup = await Shop.Read<Guid>("SELECT id FROM products WHERE name = $1", Soup);
        (await manager.PutAsync($"/api/v1/dining/STK1/out/{soup}", null)).EnsureSuccessStatusCode();
        await Expect(floor.Dish(Soup)).ToBeDisabledAsync();
        Assert.True(lost > 1, "The first fetch was to fail.");
    }

    [Fact]
    public async Task A_fragment_that_is_refused_is_not_asked_for_again_and_again()
    {
        var floor = await OpenFloor();
        // The live connection tells everything anew when it is there: what it asks for is not what is counted.
        await floor.Page.AddInitScriptAsync("addEventListener('live:menu', () => { window.told = true; }, true)");
        await floor.Seat("1");
        await floor.Page.WaitForFunctionAsync("window.told");
        var asked = 0;
        await floor.Page.RouteAsync("**/menu", route =>
        {
            Interlocked.Increment(ref asked);
            return route.FulfillAsync(new() { Status = 404 });
        });
        await floor.Page.EvaluateAsync("document.body.dispatchEvent(new CustomEvent('live:menu', { detail: {} }))");
        await floor.Page.WaitForTimeoutAsync(3_500);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_double_tap_on_send_sends_once_and_presses_nothing_else()
    {
        var floor = await OpenFloor(touch: true);
        await floor.Seat("2");
        await floor.Order(Soup);
        await floor.Next.DblClickAsync();
        await Expect(floor.Page.Locator("#notice")).ToContainTextAsync("Sent to the kitchen");
        await Expect(floor.Next).ToContainTextAsync("Pay");
        await floor.Page.WaitForTimeoutAsync(500);
        await Expect(floor.Sheet).ToBeHiddenAsync();
        Assert.Equal(1, await CountOf("SELECT count(*) FROM kitchen_ticket_events"));

        await floor.Next.ClickAsync();
        await floor.Sheet.GetByRole(AriaRole.Button, new() { Name = "Exact" }).DblClickAsync();
        await Expect(floor.Page.GetByRole(AriaRole.Heading, new() { Name = "Change due" })).ToBeVisibleAsync();
        Assert.Equal(1, await CountOf("SELECT count(*) FROM payments"));
    }

    [Fact]
    public async Task Touching_a_plain_dish_three_times_orders_three()
    {
        var floor = await OpenFloor();
        await floor.Seat("2");
        for (var touch = 0; touch < 3; touch++)
            await floor.Dish(Tea).ClickAsync();
        await Expect(floor.Next).ToContainTextAsync("Send 3");
        await Expect(floor.Line(Tea)).ToHaveCountAsync(1);
        await floor.Page.GetByRole(AriaRole.Button, new() { Name = $"One fewer of {Tea}" }).ClickAsync();
        await Expect(floor.Next).ToContainTextAsync("Send 2");
        await floor.Page.ReloadAsync();
        await Expect(floor.Next).ToContainTextAsync("Send 2");
    }

    [Fact]
    public async Task A_restart_of_web_and_api_in_the_middle_of_an_order_loses_nothing()
    {
        var floor = await OpenFloor();
        await floor.Seat("4", guests: 3);
        await floor.Order(Soup);
        await Shop.StopApi();
        await floor.Dish(Tea).ClickAsync();
        await Expect(floor.Page.GetByText("No answer from the shop's server")).ToBeVisibleAsync(new() { Timeout = RecoveryMs });
        Shop.StartApi();
        await Expect(floor.Line(Tea)).ToBeVisibleAsync(new() { Timeout = RecoveryMs });
        await Expect(floor.Page.GetByText("No answer from the shop's server")).ToBeHiddenAsync();

        await Shop.RestartWeb();
        await floor.Order(Steak, "Rare");
        await floor.Send();
        Assert.Equal(3, await CountOf("SELECT count(*) FROM order_lines WHERE order_id = $1 AND sent_at IS NOT NULL", floor.OrderId));
    }

    [Fact]
    public async Task Without_scripts_an_order_is_taken_sent_and_paid()
    {
        var floor = await OpenFloor(script: false);
        await floor.Table("1").Locator("a").ClickAsync();
        await floor.Sheet.GetByRole(AriaRole.Button, new() { Name = "2", Exact = true }).ClickAsync();
        await floor.Page.WaitForURLAsync("**/floor/orders/*");
        await floor.Dish(Steak).ClickAsync();
        await floor.Sheet.GetByLabel("Medium", new() { Exact = true }).CheckAsync();
        await floor.Sheet.Locator("#add-dish").ClickAsync();
        await Expect(floor.Line(Steak)).ToContainTextAsync("Medium");
        await floor.Next.ClickAsync();
        await Expect(floor.Next).ToContainTextAsync("Pay");
        await floor.Next.ClickAsync();
        await floor.Sheet.GetByRole(AriaRole.Button, new() { Name = "Exact" }).ClickAsync();
        await Expect(floor.Page.GetByRole(AriaRole.Heading, new() { Name = "Change due" })).ToBeVisibleAsync();
    }
}
