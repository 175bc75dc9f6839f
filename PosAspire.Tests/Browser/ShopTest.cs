using Microsoft.Playwright;
using PosAspire.Tests.Web;

namespace PosAspire.Tests.Browser;

/// <summary>
/// A test with a whole shop of its own and fresh browsers. A script error, or a style or script that the content security policy
/// blocked, fails it.
/// </summary>
public abstract class ShopTest(Chromium chromium) : IAsyncLifetime
{
    private const float PatienceMs = 30_000;

    private readonly List<IBrowserContext> contexts = [];
    private readonly List<string> errors = [];

    protected ShopUnderTest Shop { get; private set; } = null!;

    /// <summary>Settings of Web.</summary>
    protected virtual (string Name, string Value)[] Settings => [];

    public virtual async Task InitializeAsync() => Shop = await ShopUnderTest.StartFresh(await SettingsAsync());

    public virtual async Task DisposeAsync()
    {
        foreach (var context in contexts)
            await context.CloseAsync();
        await Shop.DisposeAsync();
        Assert.Empty(errors);
    }

    /// <summary>A fresh browser, as another till or a guest's phone would be.</summary>
    protected async Task<IPage> OpenPage(int width = 1280, int height = 800, ColorScheme theme = ColorScheme.Light, bool touch = false, bool script = true)
    {
        var context = await chromium.Open(Shop.Address, width, height, theme, touch, script);
        contexts.Add(context);
        context.SetDefaultTimeout(PatienceMs);
        return await OpenTab(context);
    }

    /// <summary>Another tab of the same browser.</summary>
    protected async Task<IPage> OpenTab(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                errors.Add(message.Text);
        };
        return page;
    }

    /// <summary>Settings of the whole shop.</summary>
    protected virtual Task<ShopSettings> SettingsAsync() => Task.FromResult(new ShopSettings { Web = Settings });

    /// <inheritdoc cref="Desk.SignIn"/>
    protected static Task SignIn(IPage page, string role, string path = "/") => Desk.SignIn(page, role, path);
}
