using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PosAspire.Tests.Support.Qris;
using PosAspire.Tests.Support.Stripe;
using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Paying;

/// <summary>A test at a till that takes cards and codes: a card service and a gateway with ledgers of their own, and Workers that settle.</summary>
public abstract partial class PayingTest(Chromium chromium) : CardShopTest(chromium)
{
    /// <summary>AVERNA AMARO 750 ml, $27.00 and 7 % tax.</summary>
    protected const string Averna = "000400203940";

    protected const long Bottle = 2_889;

    protected const string Reader = "tmr_counter";

    protected FakeStripe Stripe => Cards.Stripe;

    protected FakeQris Qris => Cards.Qris;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Stripe.Ledger.AddReader(Reader);
        await Shop.Execute("UPDATE registers SET card_reader = $1", Reader);
    }

    public override Task DisposeAsync()
    {
        Stripe.Faults.Clear();
        return base.DisposeAsync();
    }

    /// <summary>A cashier with bottles in the cart and the payment asked for.</summary>
    protected async Task<TillDriver> OpenPaying(int bottles = 1, int width = 1280, int height = 800)
    {
        var page = await OpenPage(width, height);
        var till = new TillDriver(page);
        await till.SignIn("cashier", ShopUnderTest.Password);
        for (var scanned = 0; scanned < bottles; scanned++)
        {
            await till.Scan(Averna);
            await Expect(till.Lines.First).ToContainTextAsync($"{scanned + 1} × ");
        }

        await till.Press("F10");
        await Expect(till.Panel("pay")).ToBeVisibleAsync();
        return till;
    }

    /// <summary>One of the ways beside cash, on the first panel.</summary>
    protected static Task Choose(TillDriver till, string way) =>
        till.Panel("pay").GetByRole(AriaRole.Button, new() { Name = way, Exact = true }).ClickAsync();

    /// <summary>What the largest words of the dialog say.</summary>
    protected static ILocator Said(IPage page) => page.Locator(".tender-wait .say");

    protected static ILocator Dialog(IPage page) => page.Locator("#checkout");

    /// <summary>A way to pay in the dialog; its name begins with this.</summary>
    protected static ILocator Way(IPage page, string way) => page.Locator(".ways").GetByRole(AriaRole.Button, new() { NameRegex = new($"^{way}") });

    /// <summary>The reader waits for a card, and one is held to it.</summary>
    protected async Task PresentCard(IPage page, string? declinedWith = null)
    {
        await Expect(Said(page)).ToContainTextAsync("Card to the reader");
        await Stripe.PresentCardAsync(Reader, declinedWith);
    }

    protected Task<long> OrdersPaid() => Shop.Read<long>("SELECT count(*) FROM orders WHERE status = 'completed'");

    /// <summary>Nothing that could be used to pay elsewhere is on the page.</summary>
    protected async Task KeepsSecrets(IPage page)
    {
        var html = await page.ContentAsync();
        foreach (var secret in new[] { Stripe.Key, FakeQris.ServerKey, Stripe.Webhooks.Secret, "client_secret", "pi_", "pm_" })
            Assert.DoesNotContain(secret, html, StringComparison.Ordinal);
        Assert.DoesNotMatch(CardNumber(), html);
    }

    /// <summary>For whoever wants to look: POS_PICTURES=/folder keeps what a cashier saw.</summary>
    protected static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("POS_PICTURES") is not { Length: > 0 } folder)
            return;
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.ScreenshotAsync(new() { Caret = ScreenshotCaret.Initial, Path = Path.Combine(folder, $"{name}-{theme}.png") });
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    /// <summary>A gift card with so much on it; answers its code.</summary>
    protected async Task<string> GiftCard(string location, long amount)
    {
        const string Code = "7K2M9QXA4TRD8WEB";
        using var manager = await Shop.Api();
        using var issue = new HttpRequestMessage(HttpMethod.Post, "/api/v1/stored-value")
        {
            Content = JsonContent.Create(new { location, kind = "gift_card", cardCode = Code, amountMinor = amount }),
        };
        issue.Headers.Add("Idempotency-Key", "gift");
        using var answer = await manager.SendAsync(issue);
        answer.EnsureSuccessStatusCode();
        return Code;
    }

    [GeneratedRegex(@"(?<![\d-])[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)")]
    private static partial Regex CardNumber();
}
