using Microsoft.Playwright;
using PosAspire.Tests.Api;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Web;
using PosAspire.Tests.Web.Dining;

namespace PosAspire.Tests.Browser;

/// <summary>What holds for every page of <see cref="PageTable"/>.</summary>
[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class EveryPageTests(Chromium chromium, PagesFixture pages) : IClassFixture<PagesFixture>
{
    private const int MostBytes = 150_000;

    public static TheoryData<int> Pages => [.. Enumerable.Range(0, PageTable.All.Count)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_light_to_load_and_fits_a_till_and_a_phone(int at)
    {
        await Visit(at, 1280, 800, ColorScheme.Light, async (page, bytes) =>
        {
            Assert.InRange(bytes, 500, MostBytes);
            await Axe.Accessible(page, $"{PageTable.All[at]}, light");
            await Fits(page, $"{PageTable.All[at]} at 1280×800");
        });
        await Visit(at, 1280, 800, ColorScheme.Dark, (page, _) => Axe.Accessible(page, $"{PageTable.All[at]}, dark"));
        await Visit(at, 360, 740, ColorScheme.Light, (page, _) => Fits(page, $"{PageTable.All[at]} at 360×740"));
    }

    private static async Task Fits(IPage page, string where)
    {
        Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        var small = await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("button, summary, a.button, nav a, select, input:not([type=hidden], [type=checkbox], [type=radio])")]
              .filter(el => el.checkVisibility() && !el.classList.contains("unseen"))
              .filter(el => { const box = el.getBoundingClientRect(); return box.height < 47.5 || box.width < 47.5; })
              .map(el => el.outerHTML.slice(0, 100))
            """);
        Assert.True(small.Length == 0, $"{where}: {string.Join(" | ", small)}");
    }

    // For whoever wants to look at them: POS_PICTURES=/folder writes one of each page, theme and size.
    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("POS_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    /// <summary>Opens the page in a browser that has fetched nothing yet, and counts what it fetches until it is quiet.</summary>
    private async Task Visit(int at, int width, int height, ColorScheme theme, Func<IPage, long, Task> look)
    {
        var wanted = PageTable.All[at];
        await using var context = await pages.Open(chromium, wanted, width, height, theme);
        List<string> errors = [];
        long bytes = 0;
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                errors.Add(message.Text);
        };
        page.RequestFinished += async (_, request) =>
        {
            if (request.ResourceType is "image" or "eventsource")
                return;
            var sizes = await request.SizesAsync();
            Interlocked.Add(ref bytes, sizes.ResponseBodySize + sizes.ResponseHeadersSize);
        };
        var path = pages.PathOf(wanted);
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await page.WaitForTimeoutAsync(300);
        Assert.Equal(path.Split('?')[0], new Uri(page.Url).AbsolutePath);
        Assert.Empty(errors);
        await Picture(page, $"{at:00}-{theme}-{width}");
        await look(page, Interlocked.Read(ref bytes));
    }
}

/// <summary>One shop for all pages, and each browser's cookies once it was signed in and is a register.</summary>
public sealed class PagesFixture : IAsyncLifetime
{
    private const string Averna = "000400203940";

    private readonly Dictionary<string, string> states = [];
    private readonly Dictionary<string, string> made = [];

    public ShopUnderTest Shop { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Shop = await ShopUnderTest.StartFresh(("DEMO_SIGN_IN", "pos-demo-2026 admin=900001 manager=900002 cashier=900003 server=900004 kitchen=900005"));
        using var manager = await Shop.Api();
        var sold = await (await manager.SellAsync("page-table", Till.Basket())).JsonAsync();
        made["{order}"] = (string)sold["id"]!;
        made["{product}"] = $"{await Shop.Read<Guid>("SELECT product_id FROM product_barcodes WHERE gtin = $1", Averna.PadLeft(14, '0'))}";
        made["{user}"] = $"{await Shop.Read<Guid>("SELECT id FROM users WHERE username = 'cashier'")}";
        made["{register}"] = $"{await Shop.Register("LIQ1", "Register 1")}";
        made["{guest}"] = (await Shop.SentTakeawayAsync("Rendang Wagyu", "Es Teh Manis")).Token;
    }

    /// <summary>The page's address with the rows of this shop in it.</summary>
    public string PathOf(PageOfWeb page) => made.Aggregate(page.Path, (path, pair) => path.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    public async Task DisposeAsync() => await Shop.DisposeAsync();

    /// <summary>A browser with the cookies that the page asks for.</summary>
    public async Task<IBrowserContext> Open(
        Chromium chromium, PageOfWeb page, int width = 1280, int height = 800, ColorScheme theme = ColorScheme.Light)
    {
        var key = $"{page.Role} {page.Register} {page.Registered}";
        if (!states.TryGetValue(key, out var state))
            states[key] = state = await Prepare(chromium, page);
        return await chromium.Open(Shop.Address, width, height, theme, state: state);
    }

    private async Task<string> Prepare(Chromium chromium, PageOfWeb wanted)
    {
        await using var context = await chromium.Open(Shop.Address);
        var page = await context.NewPageAsync();
        if (wanted.Registered)
        {
            await Desk.SignIn(page, "manager", "/register");
            await Desk.BeRegister(page, wanted.Register!, forGood: true);
            await Desk.SignOut(page);
        }

        if (wanted.Role is not null)
        {
            await Desk.SignIn(page, wanted.Role, "/password");
            if (wanted.Register is not null && !wanted.Registered)
                await Desk.BeRegister(page, wanted.Register);
        }

        return await context.StorageStateAsync();
    }
}
