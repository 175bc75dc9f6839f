using Microsoft.Playwright;

namespace PosAspire.Tests.Browser;

/// <summary>One Chromium for all browser tests; each test opens a context of its own, as a fresh till would.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>Debian's place; another one can be named by the environment.</summary>
    private static string Path => Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium";

    // A page that asks every few seconds, on a machine that builds at the same time.
    private const float PatienceMs = 30_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Path))
            throw new InvalidOperationException($"Browser tests need Chromium at {Path} (on Debian: apt-get install chromium), or its path in CHROMIUM_PATH.");
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Arguments });
    }

    public Task<IBrowserContext> Open(Uri address, int width = 1280, int height = 800, ColorScheme theme = ColorScheme.Light, bool touch = false, bool script = true, string? state = null) =>
        browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = theme,
            HasTouch = touch,
            JavaScriptEnabled = script,
            Locale = "en-US",
            StorageState = state,
        });

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>Browser tests run one after the other: a till measures the gaps between keys, and a busy machine stretches them.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "Browser";
}
