using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PosAspire.Tests.Browser.Dining;

/// <summary>A server's hands: what is touched on the floor and on the order screen, by the words that stand there.</summary>
public sealed class FloorDriver(IPage page)
{
    public IPage Page => page;

    /// <summary>The order's id, while its screen is open.</summary>
    public Guid OrderId => Guid.Parse(new Uri(page.Url).Segments[^1]);

    /// <summary>The one next step.</summary>
    public ILocator Next => page.Locator("#next");

    public ILocator Ticket => page.Locator("#ticket");

    public ILocator Sheet => page.GetByRole(AriaRole.Dialog);

    public ILocator Table(string name) => page.Locator(".spot").Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    public ILocator Dish(string name) => page.Locator($".dish-tile[data-name='{name}']");

    public ILocator Line(string name) => page.Locator("#ticket .row").Filter(new() { HasText = name });

    /// <summary>Opens an order at a free table.</summary>
    public async Task Seat(string table, int guests = 2)
    {
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-ready", "true");
        await Table(table).Locator("a").ClickAsync();
        await Sheet.GetByRole(AriaRole.Button, new() { Name = guests.ToString(System.Globalization.CultureInfo.InvariantCulture), Exact = true }).ClickAsync();
        await OnOrder();
    }

    public async Task StartTakeaway(string name)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "New takeaway" }).ClickAsync();
        await Sheet.GetByLabel("Who collects it?").FillAsync(name);
        await Sheet.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await OnOrder();
    }

    public async Task OnOrder()
    {
        await page.WaitForURLAsync("**/floor/orders/*");
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-ready", "true");
    }

    /// <summary>Touches a dish and answers what must be chosen.</summary>
    public async Task Order(string dish, params string[] choices)
    {
        await Dish(dish).ClickAsync();
        if (choices.Length > 0)
        {
            foreach (var choice in choices)
                await Sheet.GetByLabel(choice, new() { Exact = true }).CheckAsync();
            await Sheet.Locator("#add-dish").ClickAsync();
            await Expect(Sheet).ToBeHiddenAsync();
        }

        await Expect(Line(dish).First).ToBeVisibleAsync();
    }

    public async Task Send()
    {
        await Expect(Next).ToContainTextAsync("Send");
        await Next.ClickAsync();
        await Expect(page.Locator("#notice")).ToContainTextAsync("Sent to the kitchen");
        await Expect(Next).ToContainTextAsync("Pay");
    }

    /// <summary>Takes the exact amount in cash.</summary>
    public async Task PayExact()
    {
        await page.Locator("#next, #step-pay").Filter(new() { HasText = "Pay" }).First.ClickAsync();
        await Sheet.GetByRole(AriaRole.Button, new() { Name = "Exact" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Change due" })).ToBeVisibleAsync();
    }
}
