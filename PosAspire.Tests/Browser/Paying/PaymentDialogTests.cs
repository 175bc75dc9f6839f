using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Paying;

/// <summary>The payment dialog keeps in each of its states what every page promises; it has no address of its own before a sale is paid.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class PaymentDialogTests(Chromium chromium) : PayingTest(chromium)
{
    [Theory]
    [InlineData(1280, 800)]
    [InlineData(360, 740)]
    public async Task Every_state_is_accessible_fits_and_can_be_touched(int width, int height)
    {
        var till = await OpenPaying(width: width, height: height);
        await Check(till.Page, "pay");
        await Choose(till, "Card");
        await Expect(Said(till.Page)).ToContainTextAsync("Card to the reader");
        await Check(till.Page, "waiting");
        await PresentCard(till.Page, "expired_card");
        await Expect(Dialog(till.Page)).ToContainTextAsync("The card has expired");
        await Check(till.Page, "declined");
        if (width > 900)
            Assert.True(await till.Page.EvaluateAsync<bool>("(box => box.scrollHeight <= box.clientHeight)(document.querySelector('#checkout'))"), "The dialog scrolls on a till.");

        await Dialog(till.Page).GetByRole(AriaRole.Link, new() { Name = "4", Exact = true }).ClickAsync();
        await Expect(Way(till.Page, "Card")).ToContainTextAsync("$7.22");
        await Way(till.Page, "Cash").ClickAsync();
        await Expect(Dialog(till.Page).Locator("[data-tender=cash]")).ToBeVisibleAsync();
        await Check(till.Page, "split");
        await Dialog(till.Page).GetByRole(AriaRole.Link, new() { Name = "Gift card or credit" }).ClickAsync();
        await till.Page.Locator("#field-code").FillAsync("0000-0000-0000-0000");
        await till.Page.Locator("#take-code").ClickAsync();
        await Expect(Dialog(till.Page)).ToContainTextAsync("Nothing was taken");
        await Check(till.Page, "gift card");
        await Dialog(till.Page).GetByText("Give up this payment").ClickAsync();
        await Check(till.Page, "give up");
    }

    private static async Task Check(IPage page, string what)
    {
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await Axe.Accessible(page, $"{what}, {theme}");
        }

        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        var small = await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("#panel button, #panel a.button, #panel summary, #panel .tip, #panel input:not([type=hidden], [type=radio])")]
              .filter(el => el.checkVisibility() && !el.classList.contains("unseen"))
              .filter(el => { const box = el.getBoundingClientRect(); return box.height < 47.5 || box.width < 47.5; })
              .map(el => el.outerHTML.slice(0, 100))
            """);
        Assert.True(small.Length == 0, $"{what}: {string.Join(" | ", small)}");
        if (Environment.GetEnvironmentVariable("POS_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Caret = ScreenshotCaret.Initial, Path = Path.Combine(folder, $"dialog-{what}-{page.ViewportSize!.Width}.png") });
    }
}
