using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class TillToolsTests(Chromium chromium) : TillTest(chromium)
{
    [Fact]
    public async Task A_price_check_tells_price_and_stock_and_adds_nothing()
    {
        var till = await OpenTill();
        await till.Press("F2");
        await Expect(till.Panel("check")).ToBeVisibleAsync();
        await till.Scan(Averna);
        await Expect(till.Panel("check")).ToContainTextAsync("$27.00");
        await Expect(till.Panel("check")).ToContainTextAsync("in stock");
        await till.Scan(Unknown);
        await Expect(till.Panel("check")).ToContainTextAsync("is not in the catalogue");
        await till.Press("F2");
        await Expect(till.Panel("find")).ToBeVisibleAsync();
        await Expect(till.Lines).ToHaveCountAsync(0);
        Assert.Equal(0, await Shop.Read<long>("SELECT count(*) FROM carts WHERE version > 0"));
    }

    [Fact]
    public async Task A_sale_is_parked_under_a_name_and_taken_up_again()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await till.Press("F4");
        await Expect(till.Page.Locator("#field-label")).ToBeFocusedAsync();
        await till.Type("red hat");
        await till.Press("Enter");
        await Expect(till.Lines).ToHaveCountAsync(0);

        await till.Scan(Other, lines: 1);
        await till.Press("F4");
        await till.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^red hat") }).ClickAsync();
        await Expect(till.Lines).ToHaveCountAsync(1);
        await Expect(till.Lines).ToContainTextAsync(["AVERNA AMARO"]);
        await till.Press("F4");
        await Expect(till.Panel("parked").Locator(".row-line")).ToHaveCountAsync(1);
        await till.Press("Escape");
        await Expect(till.Panel("find")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_note_for_the_customer_stands_on_the_receipt()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "Note" }).ClickAsync();
        await till.Page.Locator("#field-note").FillAsync("Happy birthday, Ana");
        await till.Press("Enter");
        await Expect(till.Page.Locator("#cart .note")).ToContainTextAsync("Happy birthday, Ana");
        await till.PayExactCash();
        await Expect(till.Receipt).ToContainTextAsync("Happy birthday, Ana");
    }

    [Fact]
    public async Task A_sale_of_today_is_found_by_its_number_and_voided_with_a_managers_approval()
    {
        var till = await OpenTill();
        await till.Scan(Averna, lines: 1);
        await till.PayExactCash();
        var number = await Shop.Read<int>("SELECT number FROM orders");
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "New sale" }).ClickAsync();
        await till.Page.GetByRole(AriaRole.Button, new() { Name = "Last sales" }).ClickAsync();
        await till.Page.GetByLabel("Number on the receipt").FillAsync($"{number}");
        await till.Press("Enter");
        await till.Page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^#{number}\\b") }).ClickAsync();
        await Expect(till.Receipt).ToContainTextAsync("AVERNA AMARO");

        await Void(till, "cashier");
        await Expect(till.Page.Locator("#void .notice")).ToBeVisibleAsync();
        Assert.Equal("completed", await Shop.Read<string>("SELECT status FROM orders"));
        await Void(till, "manager");
        await Expect(till.Panel("order").Locator("h2 .tag")).ToHaveTextAsync("Voided");
        Assert.Equal("voided", await Shop.Read<string>("SELECT status FROM orders"));
    }

    [Fact]
    public async Task Results_appear_as_one_types_and_escape_brings_the_tiles_back()
    {
        var till = await OpenTill();
        await till.Press("/");
        await till.Type("averna");
        await Expect(till.Page.Locator("#results .result").First).ToContainTextAsync("AVERNA AMARO");
        await till.Press("Enter");
        await Expect(till.Lines).ToContainTextAsync(["AVERNA AMARO"]);
        await Expect(till.Search).ToHaveValueAsync("");
        await Expect(till.Page.Locator("#shelf")).ToBeVisibleAsync();
        await till.Press("/");
        await till.Type("zzqx");
        await Expect(till.Page.GetByText("Nothing found for")).ToBeVisibleAsync();
        await till.Press("Escape");
        await Expect(till.Page.Locator("#shelf")).ToBeVisibleAsync();
        await Expect(till.Lines).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_customers_display_follows_the_cart_and_tells_the_change()
    {
        var till = await OpenTill();
        var display = await OpenTab(till.Page.Context);
        await display.GotoAsync("/display");
        await Expect(display.GetByText("Welcome")).ToBeVisibleAsync();
        await till.Scan(Averna, lines: 1);
        await Expect(display.Locator(".bought li")).ToContainTextAsync(["AVERNA AMARO"], new() { Timeout = 3_000 });
        await Expect(display.Locator(".total dd")).ToHaveTextAsync(await till.Total.InnerTextAsync());
        Assert.Equal(0, await display.Locator("button, a[href^='/till']").CountAsync());
        await till.PayCash("100");
        await Expect(display.GetByText("Thank you")).ToBeVisibleAsync();
        await Expect(display.Locator(".total dd")).ToHaveTextAsync(await till.Change.InnerTextAsync());
    }

    private static async Task Void(TillDriver till, string approver)
    {
        var dialog = till.Page.GetByRole(AriaRole.Dialog, new() { Name = "Void this sale" });
        if (!await dialog.IsVisibleAsync())
            await till.Page.GetByRole(AriaRole.Button, new() { Name = "Void this sale" }).ClickAsync();
        await dialog.GetByLabel("Why").FillAsync("Brought back");
        await dialog.GetByLabel("Name of who approves").FillAsync(approver);
        await dialog.GetByLabel("PIN or password").FillAsync(Web.ShopUnderTest.Password);
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Void and give") }).ClickAsync();
    }
}
