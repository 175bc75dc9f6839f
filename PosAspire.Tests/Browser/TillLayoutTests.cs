using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class TillLayoutTests(Chromium chromium) : TillTest(chromium)
{
    [Theory]
    [InlineData(1280, 800)]
    [InlineData(360, 740)]
    public async Task No_state_scrolls_sideways_and_every_target_is_large_enough_to_touch(int width, int height)
    {
        var till = await OpenTill(width, height);
        await Check(till.Page);
        await till.Scan(Averna, lines: 1);
        await till.Scan(Unknown);
        await Expect(till.Notice).ToContainTextAsync("is not in the catalogue");
        await Check(till.Page);
        foreach (var path in new[] { "/till/check?code=" + Averna, "/till/parked", "/till/note", "/till/find?q=hawkeye", "/till/pay" })
        {
            await till.Page.GotoAsync(path);
            await till.Ready();
            await Check(till.Page);
        }

        await Expect(till.Page.Locator("#take")).ToBeInViewportAsync(new() { Ratio = 1 });
        await till.Page.Locator("#take").ClickAsync();
        await Expect(till.Receipt).ToBeVisibleAsync();
        await Check(till.Page);
        await till.Page.GotoAsync($"/till/orders/{await Shop.Read<Guid>("SELECT id FROM orders")}");
        await Expect(till.Receipt).ToBeVisibleAsync();
        await Check(till.Page);
    }

    [Fact]
    public async Task At_the_size_of_a_till_nothing_scrolls_while_paying_and_the_totals_never_move()
    {
        var till = await OpenTill();
        var before = await Totals(till.Page);
        await till.Scan(Averna, lines: 1);
        await till.Scan(Unknown);
        await Expect(till.Notice).ToContainTextAsync("is not in the catalogue");
        Assert.Equal(before, await Totals(till.Page));

        await till.OpenPay();
        await till.Page.GetByLabel("Other amount handed over").FillAsync("1");
        await till.Page.Locator("#take").ClickAsync();
        await Expect(till.Panel("pay")).ToContainTextAsync("That is not enough");
        Assert.Equal(0, await till.Page.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight"));
        Assert.True(await till.Page.EvaluateAsync<bool>("(panel => panel.scrollHeight <= panel.clientHeight)(document.querySelector('.panel'))"));
    }

    // In one step: a locator may hold the block that the next answer has just replaced.
    private static Task<double[]> Totals(IPage page) =>
        page.EvaluateAsync<double[]>("(box => [box.y, box.height])(document.querySelector('#totals').getBoundingClientRect())");

    private static async Task Check(IPage page)
    {
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("button, a.button, a.tile, summary, input:not([type=hidden])")]
              .filter(el => el.checkVisibility() && !el.classList.contains("unseen") && !el.closest(".bar"))
              .filter(el => { const box = el.getBoundingClientRect(); return box.height < 47.5 || box.width < 47.5; })
              .map(el => el.outerHTML.slice(0, 120))
            """));
    }
}
