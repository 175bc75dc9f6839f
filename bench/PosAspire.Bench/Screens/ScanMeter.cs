using Microsoft.Playwright;
using PosAspire.Bench.Orders;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Screens;

/// <summary>
/// How long a cashier waits for a scanned line: in a real browser on the whole product, from the scanner's Enter until the changed line is
/// painted. Twenty products in turn, as a busy cart has them.
/// </summary>
internal static class ScanMeter
{
    private const int Scans = 200;
    private const int WarmUps = 40;
    private const int Products = 20;
    private const string Location = "B01";
    private const string Password = "pos-demo-2026";

    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // The keys of a scanner, all at once; done when a line of the cart says something else than before and has been painted.
    private const string Scan =
        """
        code => new Promise((done, fail) => {
          const said = () => [...document.querySelectorAll(".line")].map(line => line.textContent).join("\n");
          const before = said();
          let from = 0;
          const limit = setTimeout(() => fail(new Error("no line after 5 s: " + document.body.innerText.slice(0, 400))), 5000);
          const watch = new MutationObserver(() => {
            if (said() === before) return;
            watch.disconnect();
            clearTimeout(limit);
            requestAnimationFrame(() => {
              const painted = new MessageChannel();
              painted.port1.onmessage = () => done(performance.now() - from);
              painted.port2.postMessage(0);
            });
          });
          watch.observe(document.body, { childList: true, subtree: true, characterData: true });
          const target = document.activeElement ?? document.body;
          const press = key => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
          for (const key of code) press(key);
          from = performance.now();
          press("Enter");
        })
        """;

    /// <summary>Debian's place; another one can be named by the environment.</summary>
    private static string Browser => Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium";

    /// <returns>The 95th percentile in milliseconds; null, and said why, where there is no browser.</returns>
    public static async Task<double?> RunAsync(Uri api, string folder, CancellationToken cancellation)
    {
        if (!File.Exists(Browser))
        {
            Console.WriteLine($"scan_p95_ms is left out: there is no Chromium at {Browser} (on Debian: apt-get install chromium), nor at CHROMIUM_PATH.");
            return null;
        }

        using var web = await WebServer.StartAsync(api, folder, cancellation);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser, Args = Arguments });
        try
        {
            var page = await browser.NewPageAsync(new() { BaseURL = web.Address.AbsoluteUri, ViewportSize = new() { Width = 1280, Height = 800 }, Locale = "en-US" });
            await BeginAsync(page);
            var times = new double[Scans];
            for (var scan = -WarmUps; scan < Scans; scan++)
            {
                cancellation.ThrowIfCancellationRequested();
                var took = await page.EvaluateAsync<double>(Scan, BenchShelves.Barcode(1 + ((scan + WarmUps) % Products * 4_321)));
                if (scan >= 0)
                    times[scan] = took;
            }

            return Statistics.Percentile(times, 0.95);
        }
        // What is waited for in vain ends with an exception that is none of the browser library's own.
        catch (Exception problem) when (problem is PlaywrightException or TimeoutException)
        {
            throw new StepFailedException($"The till in the browser failed: {problem.Message}");
        }
    }

    private static async Task BeginAsync(IPage page)
    {
        await page.GotoAsync("/sign-in?returnUrl=%2Ftill");
        await page.Locator("#field-username").FillAsync("cashier");
        await page.Locator("#field-password").FillAsync(Password);
        await page.Locator("form[action='/sign-in'] button.primary").ClickAsync();
        await page.WaitForURLAsync(address => !new Uri(address).AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal));
        await page.GotoAsync("/register?returnUrl=%2Ftill");
        await page.Locator("form[action='/register']").Filter(new() { Has = page.Locator($"input[value='{Location}']") }).Locator("button.primary").First.ClickAsync();
        await page.WaitForURLAsync(address => new Uri(address).AbsolutePath == "/till");
        await page.Locator("body[data-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
