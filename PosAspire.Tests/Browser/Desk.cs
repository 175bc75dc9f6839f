using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PosAspire.Tests.Web;

namespace PosAspire.Tests.Browser;

/// <summary>What people do before they work: sign in, say which register this is, take turns.</summary>
public static class Desk
{
    /// <summary>By password; waits until the page wanted is there.</summary>
    public static async Task SignIn(IPage page, string role, string path = "/")
    {
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(path));
        await page.Locator("#field-username").FillAsync(role);
        await page.Locator("#field-password").FillAsync(ShopUnderTest.Password);
        await page.Locator("form[action='/sign-in'] button.primary").ClickAsync();
        await page.WaitForURLAsync(new Regex("^(?!.*/sign-in)"));
    }

    /// <param name="page">Signed in.</param>
    /// <param name="register">As <c>LIQ1/Register 1</c>.</param>
    /// <param name="forGood">Registers the browser; only a manager may.</param>
    public static async Task BeRegister(IPage page, string register, bool forGood = false)
    {
        var parts = register.Split('/');
        await page.GotoAsync("/register?returnUrl=%2Fpassword");
        var form = page.Locator("form[action='/register']").Filter(new() { Has = page.Locator($"input[value='{parts[0]}']") })
            .Filter(new() { HasText = parts[1] });
        await form.Locator(forGood ? "button[formaction]" : ".register-name").ClickAsync();
        await page.WaitForURLAsync("**/password");
    }

    public static async Task SignOut(IPage page)
    {
        await page.Locator("details.menu summary").ClickAsync();
        await page.Locator("form[action='/sign-out'] button").ClickAsync();
        await page.WaitForURLAsync(new Regex("/(pin|sign-in)"));
    }

    /// <summary>On the PIN page: touches the name and types the PIN on the keyboard.</summary>
    public static async Task TypePin(IPage page, string role, string? pin = null)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = $"Demo {role}" }).ClickAsync();
        await page.WaitForURLAsync("**person=**");
        await page.Locator("#pin").PressSequentiallyAsync(pin ?? ShopUnderTest.Pin(role));
    }
}
