using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Dining;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class RestaurantOrderTests(Chromium chromium) : DiningTest(chromium)
{
    [Fact]
    public async Task An_order_goes_from_the_table_to_the_kitchen_and_back_and_is_paid()
    {
        var kitchen = await OpenKitchen();
        var floor = await OpenFloor();
        await Expect(floor.Table("3")).ToContainTextAsync("Free");
        await floor.Seat("3", guests: 4);
        await Expect(floor.Next).ToBeDisabledAsync();

        await floor.Dish(Steak).ClickAsync();
        var add = floor.Sheet.Locator("#add-dish");
        await Expect(add).ToBeDisabledAsync();
        await floor.Sheet.GetByLabel("Medium", new() { Exact = true }).CheckAsync();
        await Expect(add).ToBeEnabledAsync();
        await floor.Sheet.GetByLabel("Jamur").CheckAsync();
        await Expect(add).ToContainTextAsync("365.000");
        await add.ClickAsync();
        await Expect(floor.Line(Steak)).ToContainTextAsync("Medium, Jamur");
        await floor.Order(Soup);
        await Expect(floor.Ticket).ToContainTextAsync("Grill 1 · Hot kitchen 1");
        await Expect(floor.Next).ToContainTextAsync("490.000");
        await floor.Send();

        var grill = Ticket(kitchen, "Table 3").Filter(new() { HasText = Steak });
        await Expect(grill).ToContainTextAsync("Medium");
        await Expect(grill).ToContainTextAsync("Jamur");
        await Expect(grill).ToContainTextAsync("on time");
        await Expect(Ticket(kitchen, "Table 3")).ToHaveCountAsync(2);

        var other = await OpenFloor();
        await Expect(other.Table("3")).ToContainTextAsync("Ordered");
        await Expect(other.Table("3")).ToContainTextAsync("4 guests");
        await grill.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Ticket(kitchen, "Table 3")).ToHaveCountAsync(1);
        await kitchen.WaitForTimeoutAsync(400);
        await Ticket(kitchen, "Table 3").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(kitchen.GetByText("Nothing to cook")).ToBeVisibleAsync();
        await Expect(other.Table("3")).ToContainTextAsync("Served");

        await floor.PayExact();
        await Expect(floor.Page.Locator(".change-due")).ToHaveCSSAsync("font-size", "64px");
        await Expect(other.Table("3")).ToContainTextAsync("Free");
        Assert.Equal("completed", await Shop.Read<string>("SELECT status FROM orders WHERE id = $1", floor.OrderId));
    }

    [Fact]
    public async Task What_is_taken_back_after_sending_needs_a_reason_and_is_void_in_the_kitchen()
    {
        var kitchen = await OpenKitchen();
        var floor = await OpenFloor();
        await floor.Seat("1");
        await floor.Order(Soup);
        await floor.Order(Tea);
        await floor.Send();
        await Expect(Ticket(kitchen, "Table 1")).ToHaveCountAsync(2);

        await floor.Line(Soup).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(floor.Sheet.Locator("#remove-line")).ToBeDisabledAsync();
        await floor.Sheet.GetByLabel("Guest changed their mind").CheckAsync();
        await floor.Sheet.Locator("#remove-line").ClickAsync();
        await Expect(floor.Line(Soup)).ToContainTextAsync("VOID");
        await Expect(floor.Line(Soup)).ToContainTextAsync("Guest changed their mind");
        var ticket = Ticket(kitchen, "Table 1").Filter(new() { HasText = Soup });
        await Expect(ticket.Locator("li.void")).ToContainTextAsync("VOID");
        await Expect(ticket.GetByRole(AriaRole.Button)).ToContainTextAsync("Seen");

        await floor.Line(Tea).GetByRole(AriaRole.Link).ClickAsync();
        await floor.Sheet.GetByRole(AriaRole.Button, new() { Name = "One more" }).ClickAsync();
        await floor.Sheet.GetByLabel("Another reason").First.CheckAsync();
        await Expect(floor.Sheet.Locator("#save-line")).ToBeDisabledAsync();
        await floor.Sheet.GetByPlaceholder("In a few words").FillAsync("One more came");
        await floor.Sheet.Locator("#save-line").ClickAsync();
        await Expect(floor.Next).ToContainTextAsync("Send 2");
        await Expect(Ticket(kitchen, "Table 1").Filter(new() { HasText = Tea }).Locator("li.void")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_takeaway_is_paid_first_and_the_kitchen_hears_of_it_then()
    {
        var kitchen = await OpenKitchen();
        var floor = await OpenFloor("cashier");
        await floor.StartTakeaway("Budi");
        await floor.Order(Soup);
        await floor.Page.Locator("#step-pay").ClickAsync();
        await Expect(floor.Sheet.Locator("#typed")).ToBeFocusedAsync();
        await floor.Page.Keyboard.TypeAsync("200000");
        await Expect(floor.Sheet.Locator("#take")).ToContainTextAsync("200.000");
        await floor.Page.Keyboard.PressAsync("Enter");
        await Expect(floor.Page.Locator(".change-due")).ToHaveTextAsync("Rp\u00a055.600");
        await Expect(Ticket(kitchen, "Budi")).ToContainTextAsync("Takeaway");

        await floor.Page.GoBackAsync();
        await floor.Page.GotoAsync("/floor");
        await Expect(floor.Page.Locator(".others")).Not.ToContainTextAsync("Budi");
    }

    [Fact]
    public async Task A_table_is_moved_asks_for_its_bill_and_is_cancelled_with_a_reason()
    {
        var kitchen = await OpenKitchen();
        var floor = await OpenFloor();
        await floor.Seat("1");
        await floor.Order(Soup);
        await floor.Send();
        await floor.Page.Locator("#step-move").ClickAsync();
        await floor.Sheet.GetByRole(AriaRole.Button, new() { Name = "T2" }).ClickAsync();
        await Expect(floor.Ticket).ToContainTextAsync("Table T2");
        await Expect(Ticket(kitchen, "Table T2")).ToBeVisibleAsync();

        await floor.Page.WaitForTimeoutAsync(400);
        await floor.Page.Locator("#step-bill").ClickAsync();
        await Expect(floor.Sheet.Locator("pre")).ToContainTextAsync(Soup);
        await floor.Sheet.Locator("#bring-bill").ClickAsync();
        await Expect(floor.Ticket).ToContainTextAsync("bill asked");
        var other = await OpenFloor();
        await other.Page.GetByRole(AriaRole.Link, new() { Name = "Terrace" }).ClickAsync();
        await Expect(other.Table("T2")).ToContainTextAsync("Bill");

        await floor.Page.Locator("#step-cancel").ClickAsync();
        await floor.Sheet.GetByLabel("Guests left").CheckAsync();
        await floor.Sheet.Locator("#cancel-order").ClickAsync();
        await Expect(floor.Page.GetByText("This order was cancelled")).ToBeVisibleAsync();
        await Expect(Ticket(kitchen, "Table T2").Locator("li.void")).ToHaveCountAsync(1);
        await Expect(other.Table("T2")).ToContainTextAsync("Free");
    }
}
