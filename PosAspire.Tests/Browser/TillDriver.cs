using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

/// <summary>What a cashier does, as intents over any Web. Finds things as a person does: by role, label and text.</summary>
public sealed partial class TillDriver(IPage page)
{
    public IPage Page => page;

    public ILocator Lines => page.Locator("#cart .line");

    public ILocator Notice => page.Locator("#notice");

    public ILocator Total => page.Locator("#totals .total dd");

    public ILocator Receipt => page.GetByRole(AriaRole.Article, new() { Name = "Receipt" });

    public ILocator Change => page.Locator(".change .amount");

    public ILocator PayButton => page.Locator("#pay");

    public ILocator Search => page.GetByRole(AriaRole.Searchbox, new() { Name = "Find by name or code" });

    public ILocator Panel(string step) => page.Locator($".panel[data-step={step}]");

    /// <summary>By password, at a register of the shop.</summary>
    public async Task SignIn(string name, string password, string register = "Register 1", string path = "/till")
    {
        await page.GotoAsync(path);
        await page.Locator("#field-username").FillAsync(name);
        await page.Locator("#field-password").FillAsync(password);
        await page.Locator("form[action='/sign-in'] button.primary").ClickAsync();
        await page.WaitForURLAsync(AfterSignIn());
        if (new Uri(page.Url).AbsolutePath == "/register")
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^Work at {register}, Iowa") }).ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == path);
        if (path == "/till")
            await Ready();
    }

    /// <summary>The page's scripts are listening.</summary>
    public Task Ready() => Expect(page.Locator("body[data-ready]")).ToBeAttachedAsync();

    /// <summary>As a scanner does: every character at once, then Enter, wherever the focus is.</summary>
    public Task Scan(string code) => Keys([.. code.Select(character => character.ToString()), "Enter"]);

    /// <summary>Scans and waits until the cart has so many lines.</summary>
    public async Task Scan(string code, int lines)
    {
        await Scan(code);
        await Expect(Lines).ToHaveCountAsync(lines);
    }

    /// <summary>Characters as fast as a scanner's but no Enter; answers what the field with the focus holds at that moment.</summary>
    public Task<string?> Burst(string text) => Keys([.. text.Select(character => character.ToString())]);

    /// <summary>One key after the other, as slowly as a person.</summary>
    public Task Type(string text) => page.Keyboard.TypeAsync(text, new() { Delay = 80 });

    public Task Press(string key) => page.Keyboard.PressAsync(key);

    public Task OpenPay() => PayButton.ClickAsync();

    /// <summary>Takes exactly what is due.</summary>
    public async Task PayExactCash()
    {
        await OpenPay();
        await page.GetByRole(AriaRole.Button, new() { Name = "Exact" }).ClickAsync();
        await Expect(Receipt).ToBeVisibleAsync();
    }

    /// <summary>Takes an amount as typed by the cashier, for example 50 or 42.80.</summary>
    public async Task PayCash(string amount)
    {
        await OpenPay();
        await page.GetByLabel("Other amount handed over").FillAsync(amount);
        await page.Locator("#take").ClickAsync();
        await Expect(Receipt).ToBeVisibleAsync();
    }

    public async Task<ReceiptText> ReadReceipt() => new(
        await Receipt.InnerTextAsync(), await Change.InnerTextAsync(), await page.Locator(".change").GetAttributeAsync("data-order") ?? "");

    // A key that nobody stops ends in the field, as the browser itself would do.
    private Task<string?> Keys(string[] keys) => page.EvaluateAsync<string?>(
        """
        keys => {
          const target = document.activeElement ?? document.body;
          const typed = target instanceof HTMLInputElement && target.type !== "radio";
          for (const key of keys) {
            const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
            if (target.dispatchEvent(event) && key.length === 1 && typed)
              target.setRangeText(key, target.selectionStart, target.selectionEnd, "end");
          }
          return target.value ?? null;
        }
        """, keys);

    [GeneratedRegex("^(?!.*/sign-in)")]
    private static partial Regex AfterSignIn();
}

/// <summary>A receipt as a person reads it on the page.</summary>
public sealed record ReceiptText(string Text, string Change, string OrderId);
