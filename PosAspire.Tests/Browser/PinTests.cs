using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PosAspire.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser;

[Collection(BrowserTests.Name)]
[Trait("Category", "Browser")]
public class PinTests(Chromium chromium) : ShopTest(chromium)
{
    [Fact]
    public async Task People_take_turns_at_a_registered_browser_with_their_PINs()
    {
        var page = await OpenRegistered();
        await Desk.TypePin(page, "cashier");
        await page.WaitForURLAsync(new Regex("/till"));
        await page.GotoAsync("/password");
        await Expect(page.Locator(".bar .who")).ToHaveTextAsync("Demo cashier");

        // Two touches: the own name, the other one's name. Then the PIN, and the page is the same.
        await page.Locator(".bar .who").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Demo server" }).ClickAsync();
        foreach (var digit in ShopUnderTest.Pin("server"))
            await page.Locator($".keypad [data-pad='{digit}']").ClickAsync();
        await page.WaitForURLAsync("**/password");
        await Expect(page.Locator(".bar .who")).ToHaveTextAsync("Demo server");
        Assert.Equal(1, await Shop.Read<long>("SELECT count(*) FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.username = 'cashier' AND s.revoked_at IS NOT NULL"));

        await Desk.SignOut(page);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Who is here?" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_PIN_and_a_lock_are_said_in_words()
    {
        var page = await OpenRegistered();
        await Desk.TypePin(page, "kitchen", "111222");
        await Expect(page.Locator("#pin-problem")).ToContainTextAsync("not the right PIN");
        for (var tries = 1; tries < 10; tries++)
        {
            await page.Locator("#pin").PressSequentiallyAsync("111222");
            await page.WaitForLoadStateAsync();
            await Expect(page.Locator("#pin")).ToHaveValueAsync("");
        }

        await page.Locator("#pin").PressSequentiallyAsync("111222");
        await Expect(page.Locator("#pin-problem")).ToContainTextAsync("too many wrong tries");
    }

    [Fact]
    public async Task A_browser_whose_registration_was_ended_goes_back_to_passwords()
    {
        var page = await OpenRegistered();
        await Shop.Execute("UPDATE register_devices SET revoked_at = now()");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no longer registered at Register 1");
        await Desk.SignIn(page, "cashier", "/password");
        await Expect(page.Locator(".bar .register")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_expired_session_comes_back_to_the_same_page()
    {
        var page = await OpenRegistered();
        await Desk.TypePin(page, "cashier");
        await page.WaitForURLAsync(new Regex("/till"));
        await Shop.Execute("UPDATE sessions SET revoked_at = now(), revoked_in = pg_current_xact_id() WHERE revoked_at IS NULL");
        await Task.Delay(TimeSpan.FromSeconds(2)); // Api reads of it within a second
        await page.GotoAsync("/register?returnUrl=%2F");
        await page.WaitForURLAsync("**/pin?returnUrl=**");
        await Desk.TypePin(page, "server");
        await page.WaitForURLAsync(url => new Uri(url).PathAndQuery == "/register?returnUrl=%2F");
    }

    private async Task<IPage> OpenRegistered()
    {
        var page = await OpenPage();
        await Desk.SignIn(page, "manager", "/register");
        await Desk.BeRegister(page, "LIQ1/Register 1", forGood: true);
        await Desk.SignOut(page);
        return page;
    }
}
