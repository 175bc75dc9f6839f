using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Dining;

/// <summary>A test in the demo restaurant: people at its register "Floor", each with a browser of their own.</summary>
public abstract class DiningTest(Chromium chromium) : ShopTest(chromium)
{
    /// <summary>A plain dish, one touch.</summary>
    protected const string Soup = "Sop Buntut Wagyu";

    /// <summary>A dish whose doneness must be chosen.</summary>
    protected const string Steak = "Wagyu Rib Eye Premium";

    protected const string Tea = "Es Teh Manis";

    /// <summary>Somebody who waits on tables.</summary>
    protected async Task<FloorDriver> OpenFloor(string role = "server", int width = 1280, int height = 800, bool touch = false, bool script = true)
    {
        var page = await OpenPage(width, height, touch: touch, script: script);
        await At(page, role, "/floor");
        return new(page);
    }

    /// <summary>The kitchen's screen, of all stations.</summary>
    protected async Task<IPage> OpenKitchen(string role = "kitchen")
    {
        var page = await OpenPage();
        await At(page, role, "/kitchen");
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-ready", "true");
        return page;
    }

    protected static ILocator Ticket(IPage kitchen, string name) => kitchen.GetByRole(AriaRole.Article, new() { Name = name, Exact = true });

    protected Task<long> CountOf(string sql, params object[] parameters) => Shop.Read<long>(sql, parameters);

    private static async Task At(IPage page, string role, string path)
    {
        await SignIn(page, role, path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Work at Floor, Steak Kenangan" }).ClickAsync();
        await page.WaitForURLAsync("**" + path);
    }
}
