using Microsoft.Playwright;
using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class ScannerTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_scan_while_a_field_has_the_focus_is_a_line_and_never_text()
    {
        var till = await OpenTill();
        var field = till.Page.GetByLabel("Code under the bars");
        await field.FocusAsync();
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await Expect(field).ToHaveValueAsync("");

        await till.OpenPay();
        await Expect(till.Page.Locator("#typed")).ToBeFocusedAsync();
        await till.Scan(FakeShop.Rum);
        await Expect(till.Lines).ToHaveCountAsync(2);
        await Expect(till.PayButton).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_burst_is_held_back_from_the_field_until_it_is_sure_that_it_is_no_scan()
    {
        var till = await OpenTill();
        await till.Page.GetByLabel("Code under the bars").FocusAsync();
        var during = await till.Burst("12345");
        Assert.Equal("", during);
        await Expect(till.Page.GetByLabel("Code under the bars")).ToHaveValueAsync("12345");
    }

    [Fact]
    public async Task What_a_person_types_stays_text_and_enter_adds_it()
    {
        var till = await OpenTill();
        await till.Page.Keyboard.PressAsync("/");
        var field = till.Page.GetByLabel("Code under the bars");
        await Expect(field).ToBeFocusedAsync();
        await till.Page.Keyboard.TypeAsync(FakeShop.Vodka, new() { Delay = 60 });
        await Expect(field).ToHaveValueAsync(FakeShop.Vodka);
        await till.Page.WaitForTimeoutAsync(200);
        await till.Page.Keyboard.PressAsync("Enter");
        await Expect(till.Lines).ToHaveCountAsync(1);
        await Expect(field).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Ten_scans_in_a_row_all_become_lines_also_while_the_server_is_slow()
    {
        var till = await OpenTill();
        Web.Api.Delay = TimeSpan.FromMilliseconds(40);
        for (var scan = 0; scan < 10; scan++)
            await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToContainTextAsync(["10 × $19.99"]);
    }

    [Fact]
    public async Task A_number_key_chooses_among_items_that_share_a_barcode_but_a_scan_does_not()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Shared);
        await Expect(till.Page.GetByText("Which one is it?")).ToBeVisibleAsync();
        await till.Scan(FakeShop.Shared);
        await till.Page.WaitForTimeoutAsync(200);
        await Expect(till.Lines).ToHaveCountAsync(0);
        await till.Page.Keyboard.PressAsync("2");
        await Expect(till.Lines).ToContainTextAsync(["HERRADURA ULTRA ANEJO"]);
    }

    [Fact]
    public async Task An_unknown_code_is_heard_and_named_in_place()
    {
        var till = await OpenTill();
        await till.Page.EvaluateAsync("document.addEventListener('till:sound', event => { window.heard = event.detail; })");
        await till.Scan("123456789012");
        await Expect(till.Notice).ToContainTextAsync("“123456789012” is not in the catalogue");
        Assert.Equal("unknown", await till.Page.EvaluateAsync<string>("window.heard"));
    }

    [Fact]
    public async Task The_question_mark_shows_the_keys()
    {
        var till = await OpenTill();
        await till.Page.Keyboard.PressAsync("?");
        await Expect(till.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
    }
}
