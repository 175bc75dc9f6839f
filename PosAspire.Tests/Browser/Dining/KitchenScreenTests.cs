using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Dining;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class KitchenScreenTests(Chromium chromium) : DiningTest(chromium)
{
    [Fact]
    public async Task A_dish_marked_out_in_the_kitchen_is_struck_out_at_the_server_at_once()
    {
        var floor = await OpenFloor();
        await floor.Seat("1");
        var kitchen = await OpenKitchen();
        await kitchen.Locator("#open-out").ClickAsync();
        await kitchen.GetByRole(AriaRole.Button, new() { Name = $"{Soup} is sold out" }).ClickAsync();
        await Expect(floor.Dish(Soup)).ToContainTextAsync("86, sold out");
        await Expect(floor.Dish(Soup).Locator("s")).ToHaveTextAsync(Soup);
        await Expect(floor.Dish(Soup)).ToBeDisabledAsync();

        await floor.Page.Locator("#open-out").ClickAsync();
        await floor.Sheet.GetByRole(AriaRole.Button, new() { Name = $"{Soup} is back" }).ClickAsync();
        await Expect(floor.Sheet.GetByRole(AriaRole.Button, new() { Name = $"{Soup} is sold out" })).ToBeVisibleAsync();
        await floor.Sheet.GetByRole(AriaRole.Link, new() { Name = "Close" }).ClickAsync();
        await floor.Order(Soup);
    }

    [Fact]
    public async Task Tickets_are_bumped_and_recalled_by_number_keys()
    {
        var kitchen = await OpenKitchen();
        var floor = await OpenFloor();
        await floor.Seat("1");
        await floor.Order(Soup);
        await floor.Send();
        await Expect(Ticket(kitchen, "Table 1")).ToBeVisibleAsync();
        await floor.Page.GotoAsync("/floor");
        await floor.Seat("2");
        await floor.Order(Tea);
        await floor.Send();
        await Expect(Ticket(kitchen, "Table 2")).ToBeVisibleAsync();

        await kitchen.Keyboard.PressAsync("2");
        await Expect(Ticket(kitchen, "Table 2")).ToBeHiddenAsync();
        await Expect(Ticket(kitchen, "Table 1")).ToBeVisibleAsync();
        await Expect(kitchen.Locator("#recall")).ToContainTextAsync("Table 2");
        await kitchen.Keyboard.PressAsync("0");
        await Expect(Ticket(kitchen, "Table 2")).ToBeVisibleAsync();
        await kitchen.Keyboard.PressAsync("1");
        await Expect(Ticket(kitchen, "Table 1")).ToBeHiddenAsync();
        Assert.Equal(2, await CountOf("SELECT count(*) FROM kitchen_ticket_events WHERE step = 'bumped'"));
    }

    [Fact]
    public async Task A_ticket_says_by_its_age_that_it_must_hurry_and_that_it_is_late()
    {
        var floor = await OpenFloor();
        await floor.Seat("1");
        await floor.Order(Soup);
        await floor.Order(Tea);
        await floor.Send();
        await Shop.Execute("UPDATE kitchen_tickets SET sent_at = sent_at - interval '13 minutes'");
        var kitchen = await OpenKitchen();
        await Expect(Ticket(kitchen, "Table 1").Filter(new() { HasText = Soup })).ToContainTextAsync("13 minhurry");
        await Expect(Ticket(kitchen, "Table 1").Filter(new() { HasText = Tea })).ToContainTextAsync("13 minLATE");
        await kitchen.GetByRole(AriaRole.Link, new() { Name = "Bar" }).ClickAsync();
        await Expect(Ticket(kitchen, "Table 1")).ToHaveCountAsync(1);

        await floor.Page.GotoAsync("/floor");
        await Expect(floor.Table("1")).ToContainTextAsync("Waiting");
    }

    [Fact]
    public async Task A_new_ticket_sounds_is_told_and_leaves_nothing_behind()
    {
        var kitchen = await OpenKitchen();
        await kitchen.EvaluateAsync("window.heard = []; document.addEventListener('till:sound', event => window.heard.push(event.detail))");
        var floor = await OpenFloor();
        await floor.Seat("1");
        for (var round = 0; round < 3; round++)
        {
            await floor.Order(Soup);
            await floor.Send();
            await Expect(kitchen.Locator("#came")).ToContainTextAsync("New ticket: Table 1");
            await Expect(Ticket(kitchen, "Table 1")).ToHaveCountAsync(1);
            await kitchen.Keyboard.PressAsync("1");
            await Expect(kitchen.GetByText("Nothing to cook")).ToBeVisibleAsync();
        }

        Assert.Equal(["ticket", "ticket", "ticket"], await kitchen.EvaluateAsync<string[]>("window.heard"));
        await Expect(kitchen.Locator("#kitchen")).ToHaveCountAsync(1);
        await Expect(kitchen.Locator("dialog")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_kitchen_sees_that_its_connection_is_gone()
    {
        var kitchen = await OpenKitchen();
        await Expect(kitchen.Locator("#stale")).ToBeHiddenAsync();
        await Shop.StopApi();
        await Expect(kitchen.Locator("#stale")).ToBeVisibleAsync();
        Shop.StartApi();
        await Expect(kitchen.Locator("#stale")).ToBeHiddenAsync();
    }
}
