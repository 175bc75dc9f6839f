using Microsoft.Playwright;
using PosAspire.Tests.Web;

namespace PosAspire.Tests.Browser;

/// <summary>A test at the demo liquor shop's first till.</summary>
public abstract class TillTest(Chromium chromium) : ShopTest(chromium)
{
    /// <summary>AVERNA AMARO 750 ml, $27.00.</summary>
    protected const string Averna = "000400203940";

    /// <summary>HAWKEYE VODKA or its like: another bottle of its own number.</summary>
    protected const string Other = "018200203114";

    /// <summary>Three products carry it.</summary>
    protected const string Shared = "617768141052";

    /// <summary>A right number that nobody carries.</summary>
    protected const string Unknown = "4006381333931";

    protected async Task<TillDriver> OpenTill(int width = 1280, int height = 800, bool touch = false, bool script = true, string role = "cashier")
    {
        var page = await OpenPage(width, height, touch: touch, script: script);
        return await OpenTill(page, role);
    }

    protected static async Task<TillDriver> OpenTill(IPage page, string role = "cashier")
    {
        var till = new TillDriver(page);
        await till.SignIn(role, ShopUnderTest.Password);
        return till;
    }

    protected Task<long> Orders() => Shop.Read<long>("SELECT count(*) FROM orders");
}
