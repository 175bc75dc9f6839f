using Microsoft.Playwright;
using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class LayoutTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int MostBytes = 150_000;

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(360, 740)]
    public async Task No_page_scrolls_sideways_and_every_target_is_large_enough_to_touch(int width, int height)
    {
        var till = await OpenTill(width, height);
        await Check(till.Page);
        await till.Scan(FakeShop.Vodka);
        await Expect(till.Lines).ToHaveCountAsync(1);
        await Check(till.Page);
        await till.Scan(FakeShop.Shared);
        await Expect(till.Page.GetByText("Which one is it?")).ToBeVisibleAsync();
        await Check(till.Page);
        await till.Page.Keyboard.PressAsync("Escape");
        await till.OpenPay();
        await Expect(till.Page.Locator("#take")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Check(till.Page);
        await till.Page.Locator("#take").ClickAsync();
        await Expect(till.Receipt).ToBeVisibleAsync();
        await Check(till.Page);
        foreach (var path in new[] { "/menu", "/nothing-here" })
        {
            await till.Page.GotoAsync(path);
            await Check(till.Page);
        }
    }

    [Fact]
    public async Task The_till_does_not_scroll_at_the_size_of_a_till()
    {
        var till = await OpenTill();
        await till.Scan(FakeShop.Vodka);
        await till.OpenPay();
        await Expect(till.Page.Locator("#take")).ToBeVisibleAsync();
        Assert.Equal(0, await till.Page.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight"));
        Assert.True(await till.Page.EvaluateAsync<bool>("(panel => panel.scrollHeight <= panel.clientHeight)(document.querySelector('.panel'))"));
    }

    [Fact]
    public async Task The_till_is_light_to_load()
    {
        var page = await OpenPage();
        long bytes = 0;
        var till = new TillDriver(page);
        await till.SignIn("sari", FakeApi.Password);
        page.RequestFinished += async (_, request) =>
        {
            var sizes = await request.SizesAsync();
            Interlocked.Add(ref bytes, sizes.ResponseBodySize + sizes.ResponseHeadersSize);
        };
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.InRange(Interlocked.Read(ref bytes), 1_000, MostBytes);
    }

    private static async Task Check(IPage page)
    {
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        var small = await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("button, a.button, nav a, input:not([type=hidden])")]
              .filter(el => el.checkVisibility() && !el.classList.contains("unseen"))
              .filter(el => { const box = el.getBoundingClientRect(); return box.height < 47.5 || box.width < 47.5; })
              .map(el => el.outerHTML.slice(0, 100))
            """);
        Assert.Empty(small);
    }
}
