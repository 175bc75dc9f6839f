using Microsoft.Playwright;

namespace PosAspire.Tests.Browser;

/// <summary>
/// What a cashier does, as intents over any Web (with a fake Api or the whole system behind it). Finds things as a person
/// does: by role, label and text.
/// </summary>
public sealed class TillDriver(IPage page)
{
    public IPage Page => page;

    public ILocator Lines => page.GetByRole(AriaRole.Region, new() { Name = "Cart" }).GetByRole(AriaRole.Listitem);

    public ILocator Notice => page.Locator("#notice");

    public ILocator Receipt => page.GetByRole(AriaRole.Article, new() { Name = "Receipt" });

    public ILocator PayButton => page.GetByRole(AriaRole.Button, new() { Name = "Pay" });

    public async Task SignIn(string name, string password, string path = "/till")
    {
        await page.GotoAsync(path);
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/till");
        await Ready();
    }

    /// <summary>The page's scripts are listening.</summary>
    public Task Ready() => Assertions.Expect(page.Locator("body[data-ready]")).ToBeAttachedAsync();

    /// <summary>As a scanner does: every character at once, then Enter, wherever the focus is.</summary>
    public Task Scan(string code) => Keys([.. code.Select(character => character.ToString()), "Enter"]);

    /// <summary>Characters as fast as a scanner's but no Enter; answers what the field with the focus holds at that moment.</summary>
    public Task<string?> Burst(string text) => Keys([.. text.Select(character => character.ToString())]);

    public async Task TypeCode(string code)
    {
        await page.GetByLabel("Code under the bars").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
    }

    public Task OpenPay() => PayButton.ClickAsync();

    /// <summary>Takes exactly what is due.</summary>
    public async Task PayExactCash()
    {
        await OpenPay();
        await page.GetByRole(AriaRole.Button, new() { Name = "Exact" }).ClickAsync();
        await Assertions.Expect(Receipt).ToBeVisibleAsync();
    }

    /// <summary>Takes an amount as typed by the cashier, for example 50 or 42.80.</summary>
    public async Task PayCash(string amount)
    {
        await OpenPay();
        await page.GetByLabel("Amount handed over").Last.FillAsync(amount);
        await page.Locator("#take").ClickAsync();
        await Assertions.Expect(Receipt).ToBeVisibleAsync();
    }

    public async Task<ReceiptText> ReadReceipt() => new(
        await Receipt.InnerTextAsync(),
        await page.Locator(".change .amount").InnerTextAsync(),
        await page.Locator("[name=receipt]").GetAttributeAsync("value") ?? "");

    // A key that nobody stops ends in the field, as the browser itself would do.
    private Task<string?> Keys(string[] keys) => page.EvaluateAsync<string?>(
        """
        keys => {
          const target = document.activeElement ?? document.body;
          for (const key of keys) {
            const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
            if (target.dispatchEvent(event) && key.length === 1 && target instanceof HTMLInputElement)
              target.setRangeText(key, target.selectionStart, target.selectionEnd, "end");
          }
          return target.value ?? null;
        }
        """, keys);

    public Task NewSale() => page.GetByRole(AriaRole.Button, new() { Name = "New sale" }).ClickAsync();
}

/// <summary>A receipt as a person reads it on the page.</summary>
public sealed record ReceiptText(string Text, string Change, string OrderId);
