using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;

namespace PosAspire.Web.Sales.Display;

/// <summary>What the customer sees.</summary>
/// <param name="Cart">Null while nobody is signed in at the register.</param>
/// <param name="Sold">The sale that was just made, while its change is being counted.</param>
public sealed record DisplayView(Place Place, Cart? Cart, Order? Sold);

/// <summary>
/// The customer's screen: a second window of the register's browser that follows its cart. It shows and does nothing else, and
/// with nobody signed in it only welcomes.
/// </summary>
public static class Display
{
    /// <summary>How long a sale and its change stay to be read.</summary>
    private static readonly TimeSpan SoldShown = TimeSpan.FromMinutes(1);

    public static void MapDisplay(this IEndpointRouteBuilder pages)
    {
        var display = pages.MapGroup("/display").AddEndpointFilter<NeedsPlace>();
        display.MapGet("", async (HttpContext http, ShopApi api, TimeProvider time, CancellationToken stop) =>
            new RazorComponentResult<DisplayPage>(new Dictionary<string, object?> { ["View"] = await Read(http, api, time, stop) }));
        display.MapGet("/now", async (HttpContext http, ShopApi api, TimeProvider time, CancellationToken stop) =>
            new RazorComponentResult<DisplayPart>(new Dictionary<string, object?> { ["View"] = await Read(http, api, time, stop) }));
    }

    private static async Task<DisplayView> Read(HttpContext http, ShopApi api, TimeProvider time, CancellationToken stop)
    {
        var place = Place.Of(http)!;
        if (http.User.Identity?.IsAuthenticated != true)
            return new(place, null, null);
        try
        {
            var cart = (await api.Get<Cart>($"/api/v1/registers/{place.RegisterId}/cart", stop)).Value;
            return new(place, cart, cart is { IsEmpty: true, LastOrderId: { } last } ? await Sold(api, last, time, stop) : null);
        }
        catch (SessionEndedException)
        {
            // The customer is not the one to sign in; the cashier's window asks for that.
            await http.SignOutAsync();
            return new(place, null, null);
        }
    }

    private static async Task<Order?> Sold(ShopApi api, Guid id, TimeProvider time, CancellationToken stop)
    {
        var order = (await api.Get<Order>($"/api/v1/orders/{id}", stop)).Value;
        return order is { Status: "completed" } && time.GetUtcNow() - (order.CompletedAt ?? order.CreatedAt) < SoldShown ? order : null;
    }
}
