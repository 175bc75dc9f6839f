using Microsoft.Playwright;
using PosAspire.Tests.Api;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Office;

/// <summary>Stock, people, registers, orders and shops, as a manager works on them.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class DeskTests(Chromium chromium) : ShopTest(chromium)
{
    [Fact]
    public async Task A_count_is_booked_once_and_stands_among_the_movements()
    {
        var id = await Shop.Read<Guid>("SELECT product_id FROM product_barcodes WHERE gtin = $1", Till.Averna.PadLeft(14, '0'));
        var page = await OpenPage();
        await SignIn(page, "manager", $"/office/stock/{id}?location=LIQ1");
        await page.Locator("#field-quantity").FillAsync("many");
        await page.GetByRole(AriaRole.Button, new() { Name = "Book it" }).ClickAsync();
        await Expect(page.Locator("#field-quantity-problem")).ToContainTextAsync("Type a whole number.");
        await page.Locator("#field-reason").SelectOptionAsync("breakage");
        await page.Locator("#field-quantity").FillAsync("2");
        await page.Locator("#field-note").FillAsync("Fell off the shelf");
        await page.GetByRole(AriaRole.Button, new() { Name = "Book it" }).DblClickAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Fell off the shelf");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("−2");
        Assert.Equal(1, await Shop.Read<long>("SELECT count(*) FROM stock_movements WHERE note = 'Fell off the shelf'"));
    }

    [Fact]
    public async Task A_new_person_with_a_PIN_signs_in_at_a_register()
    {
        var page = await OpenPage();
        await SignIn(page, "admin", "/office/users/new");
        await page.Locator("#field-name").FillAsync("Robin New");
        await page.Locator("#field-username").FillAsync("robin");
        await page.Locator("#field-password").FillAsync("three small words");
        await page.Locator("#field-pin").FillAsync("123456");
        await page.GetByLabel("Cashier at Iowa Spirits").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the person" }).ClickAsync();
        await Expect(page.Locator("#field-pin-problem")).ToBeVisibleAsync();
        await Expect(page.Locator("#field-username")).ToHaveValueAsync("robin");
        await page.Locator("#field-password").FillAsync("three small words");
        await page.Locator("#field-pin").FillAsync("481593");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the person" }).ClickAsync();
        await Expect(page.GetByText("The person can sign in.")).ToBeVisibleAsync();

        var till = await OpenPage();
        await Desk.SignIn(till, "manager", "/register");
        await Desk.BeRegister(till, "LIQ1/Register 1", forGood: true);
        await Desk.SignOut(till);
        await till.GotoAsync("/pin");
        await till.GetByRole(AriaRole.Link, new() { Name = "Robin New" }).ClickAsync();
        await till.Locator("#pin").PressSequentiallyAsync("481593");
        await till.WaitForURLAsync("**/till**");
        await till.GotoAsync("/password");
        await Expect(till.Locator(".bar .who")).ToHaveTextAsync("Robin New");
    }

    [Fact]
    public async Task A_register_is_added_gets_a_printer_and_is_renamed_and_switched_off()
    {
        var page = await OpenPage();
        await SignIn(page, "manager", "/office/registers?location=LIQ1");
        await page.Locator("#field-name").FillAsync("Register 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the register" }).ClickAsync();
        await Expect(page.Locator("#field-name-problem")).ToBeVisibleAsync();
        await page.Locator("#field-name").FillAsync("Fair");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the register" }).ClickAsync();
        await page.Locator("#field-printer").FillAsync("8.8.8.8:9100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator("#field-printer-problem")).ToBeVisibleAsync();
        await Expect(page.Locator("#field-printer")).ToHaveValueAsync("8.8.8.8:9100");
        await page.Locator("#field-printer").FillAsync("127.0.0.1:9100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Print a test" })).ToBeVisibleAsync();
        await page.Locator("#field-name").FillAsync("Summer fair");
        await page.GetByLabel("In use").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Summer fair");
        Assert.False(await Shop.Read<bool>("SELECT is_active FROM registers WHERE name = 'Summer fair'"));
    }

    [Fact]
    public async Task An_order_is_found_by_its_amount_and_voided_with_a_second_person()
    {
        using var cashier = await Shop.Api("cashier");
        var order = await (await cashier.SellAsync("desk-void", Till.Basket(quantity: 3))).JsonAsync();
        var page = await OpenPage();
        await SignIn(page, "manager", "/office/orders?location=LIQ1");
        await page.Locator("#field-amount").FillAsync(((decimal)(long)order["totalMinor"]! / 100).ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = (string)order["number"]!, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Void…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("#field-reason").FillAsync("Rung up twice");
        await dialog.Locator("#field-approver").FillAsync("admin");
        await dialog.Locator("#void-pin").FillAsync(ShopUnderTest.Pin("admin"));
        await dialog.Locator("button.primary").ClickAsync();
        await Expect(page.GetByText("The order is undone")).ToBeVisibleAsync();
        await Expect(page.Locator(".events").First).ToContainTextAsync("Undone");
    }

    [Fact]
    public async Task A_shop_says_its_hours_and_moves_a_table_and_cashiers_stay_out()
    {
        var page = await OpenPage();
        await SignIn(page, "manager", "/office/locations?location=STK1");
        await page.Locator("#field-day-1").FillAsync("ten to ten");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the hours" }).ClickAsync();
        await Expect(page.Locator("#field-day-1-problem")).ToBeVisibleAsync();
        await page.Locator("#field-day-1").FillAsync("10:00–14:00, 18:00–02:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the hours" }).ClickAsync();
        await Expect(page.Locator("#field-day-1")).ToHaveValueAsync("10:00–14:00, 18:00–02:00");

        await page.GotoAsync("/office/locations/tables?location=STK1");
        var name = await Shop.Read<string>("SELECT name FROM dining_tables ORDER BY name LIMIT 1");
        await page.Locator("a.spot:not(.free)").Filter(new() { HasText = name }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move to column 9, row 8" }).ClickAsync();
        await Expect(page.GetByText("Moved.")).ToBeVisibleAsync();

        var other = await OpenPage();
        await SignIn(other, "cashier", "/office");
        await Expect(other.Locator("h1")).ToHaveTextAsync("This is for managers");
    }
}
