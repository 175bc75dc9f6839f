using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Dining;

/// <summary>The order screen with each of its questions keeps what every page promises; its address is known only once an order is open.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class OrderScreenTests(Chromium chromium) : DiningTest(chromium)
{
    private static readonly string[] Questions = ["#step-bill", "#step-move", "#step-cancel", "#step-pay", "#open-out", ".row.sent .what", ".row.new .what", "a.dish-tile"];

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(360, 740)]
    public async Task Every_question_is_accessible_fits_and_can_be_touched(int width, int height)
    {
        var floor = await OpenFloor(width: width, height: height);
        var page = floor.Page;
        await floor.Seat("1");
        await floor.Dish(Soup).ClickAsync();
        await floor.Send();
        await floor.Dish(Tea).ClickAsync();
        await Expect(floor.Next).ToContainTextAsync("Send 1");
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await Check(page, "the order");
            foreach (var question in Questions)
            {
                await page.EvaluateAsync("question => document.querySelector(question).click()", question);
                await Expect(floor.Sheet).ToBeVisibleAsync();
                await Check(page, question);
                await page.Keyboard.PressAsync("Escape");
                await Expect(floor.Sheet).ToBeHiddenAsync();
            }
        }
    }

    private static async Task Check(IPage page, string what)
    {
        await Axe.Accessible(page, what);
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        var small = await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("button, a.button, nav a, label.option, input:not([type=hidden], [type=checkbox], [type=radio])")]
              .filter(el => el.checkVisibility() && !el.classList.contains("unseen"))
              .filter(el => { const box = el.getBoundingClientRect(); return box.height < 47.5 || box.width < 47.5; })
              .map(el => el.outerHTML.slice(0, 100))
            """);
        Assert.True(small.Length == 0, $"{what}: {string.Join(" | ", small)}");
    }
}
