using Microsoft.Playwright;
using PosAspire.Tests.Web;

namespace PosAspire.Tests.Browser;

/// <summary>A test with a Web and a fake Api of its own, and a fresh browser. A script error or a blocked style or script fails it.</summary>
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    private const float PatienceMs = 10_000;

    private readonly List<IBrowserContext> contexts = [];
    private readonly List<string> errors = [];

    protected WebUnderTest Web { get; private set; } = null!;

    public async Task InitializeAsync() => Web = await WebUnderTest.StartFresh();

    public async Task DisposeAsync()
    {
        foreach (var context in contexts)
            await context.CloseAsync();
        await Web.DisposeAsync();
        Assert.Empty(errors);
    }

    protected async Task<IPage> OpenPage(int width = 1280, int height = 800, ColorScheme theme = ColorScheme.Light, bool touch = false, bool script = true)
    {
        var context = await chromium.Open(Web.Address, width, height, theme, touch, script);
        contexts.Add(context);
        context.SetDefaultTimeout(PatienceMs);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                errors.Add(message.Text);
        };
        return page;
    }

    protected async Task<TillDriver> OpenTill(int width = 1280, int height = 800, bool touch = false)
    {
        var till = new TillDriver(await OpenPage(width, height, touch: touch));
        await till.SignIn("sari", FakeApi.Password);
        return till;
    }
}
