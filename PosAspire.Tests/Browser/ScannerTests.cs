using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class ScannerTests(Chromium chromium) : TillTest(chromium)
{
    [Fact]
    public async Task A_scan_while_a_field_has_the_focus_is_a_line_and_never_text()
    {
        var till = await OpenTill();
        await till.Search.FocusAsync();
        await till.Scan(Averna, lines: 1);
        await Expect(till.Search).ToHaveValueAsync("");

        await till.OpenPay();
        await Expect(till.Page.Locator("#typed")).ToBeFocusedAsync();
        await till.Scan(Other, lines: 2);
        await Expect(till.PayButton).ToBeVisibleAsync();
        Assert.Equal(0, await Orders());
    }

    [Fact]
    public async Task A_burst_is_held_back_from_the_field_until_it_is_sure_that_it_is_no_scan()
    {
        var till = await OpenTill();
        await till.Search.FocusAsync();
        Assert.Equal("", await till.Burst("12345"));
        await Expect(till.Search).ToHaveValueAsync("12345");
    }

    [Fact]
    public async Task What_a_person_types_stays_text_and_enter_adds_the_code()
    {
        var till = await OpenTill();
        await till.Press("/");
        await Expect(till.Search).ToBeFocusedAsync();
        await till.Type(Averna);
        await Expect(till.Search).ToHaveValueAsync(Averna);
        await till.Page.WaitForTimeoutAsync(200);
        await till.Press("Enter");
        await Expect(till.Lines).ToHaveCountAsync(1);
        await Expect(till.Search).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Ten_scans_in_a_row_all_become_lines_also_while_the_server_is_slow()
    {
        var till = await OpenTill();
        Shop.Wire.Delay = TimeSpan.FromMilliseconds(30);
        for (var scan = 0; scan < 10; scan++)
            await till.Scan(Averna);
        await Expect(till.Lines).ToContainTextAsync(["10 × $27.00"]);
    }

    [Fact]
    public async Task A_number_key_chooses_among_items_that_share_a_barcode_but_a_scan_does_not()
    {
        var till = await OpenTill();
        await till.Scan(Shared);
        await Expect(till.Page.GetByText("Which one is it?")).ToBeVisibleAsync();
        await till.Scan(Shared);
        await till.Page.WaitForTimeoutAsync(300);
        await Expect(till.Lines).ToHaveCountAsync(0);
        var second = await till.Page.Locator("#chooser .choice .name").Nth(1).InnerTextAsync();
        await till.Press("2");
        await Expect(till.Lines).ToContainTextAsync([second]);
        await Expect(till.Panel("find")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_unknown_code_is_heard_and_named_in_place_and_can_be_looked_up()
    {
        var till = await OpenTill();
        await till.Page.EvaluateAsync("document.addEventListener('till:sound', event => { window.heard = event.detail; })");
        await till.Scan(Unknown);
        await Expect(till.Notice).ToContainTextAsync($"“{Unknown}” is not in the catalogue");
        Assert.Equal("unknown", await till.Page.EvaluateAsync<string>("window.heard"));
        Assert.Equal(0, await till.Page.GetByRole(AriaRole.Link, new() { Name = "Add as new" }).CountAsync());
        await till.Page.GetByRole(AriaRole.Link, new() { Name = "Look it up" }).ClickAsync();
        await Expect(till.Search).ToBeFocusedAsync();
        await Expect(till.Search).ToHaveValueAsync(Unknown);
    }

    [Fact]
    public async Task A_manager_may_add_an_unknown_code_as_new()
    {
        var till = await OpenTill(role: "manager");
        await till.Scan(Unknown);
        await Expect(till.Page.GetByRole(AriaRole.Link, new() { Name = "Add as new" })).ToHaveAttributeAsync("href", $"/office/products/new?barcode={Unknown}");
    }

    [Fact]
    public async Task The_question_mark_shows_the_keys_and_reserved_keys_do_nothing()
    {
        var till = await OpenTill();
        await till.Press("F8");
        await till.Press("F9");
        await Expect(till.Panel("find")).ToBeVisibleAsync();
        await till.Press("?");
        var keys = till.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" });
        await Expect(keys).ToBeVisibleAsync();
        await Expect(keys).Not.ToContainTextAsync("F8");
    }
}
