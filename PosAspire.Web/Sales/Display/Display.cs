using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Paying;
using PosAspire.Web.Sales.Receipts;

namespace PosAspire.Web.Sales.Display;

/// <summary>What the customer sees.</summary>
/// <param name="Cart">Null while nobody is signed in at the register.</param>
/// <param name="Paying">The order that is being paid at the register.</param>
/// <param name="Sold">The sale that was just made, while its change is being counted.</param>
public sealed record DisplayView(Place Place, Cart? Cart, Checkout? Paying, Order? Sold)
{
    /// <summary>While it is the same, the screen shows the same and is left alone.</summary>
    public string Same => $"{Cart?.CartId:N} {Cart?.Version} {Paying?.OrderId:N} {Paying?.Version} {Sold?.Id:N} {Sold?.Version}";
}

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
        display.MapGet("/checkout/{order:guid}/tenders/{tender:guid}/qr", CheckoutActions.Picture).RequireAuthorization();
    }

    private static async Task<DisplayView> Read(HttpContext http, ShopApi api, TimeProvider time, CancellationToken stop)
    {
        var place = Place.Of(http)!;
        if (http.User.Identity?.IsAuthenticated != true)
            return new(place, null, null, null);
        try
        {
            var cart = (await api.Get<Cart>($"/api/v1/registers/{place.RegisterId}/cart", stop)).Value;
            if (cart is { IsEmpty: false })
                return new(place, cart, null, null);
            if (await Paying(http, api, place, stop) is { } paying)
                return new(place, cart, paying, null);
            var last = place.IsRestaurant ? await Newest(api, place, "completed", stop) : cart?.LastOrderId;
            return new(place, cart, null, last is { } sold ? await Sold(api, sold, time, stop) : null);
        }
        catch (SessionEndedException)
        {
            // The customer is not the one to sign in; the cashier's window asks for that.
            await http.SignOutAsync();
            return new(place, null, null, null);
        }
    }

    /// <summary>The order of this register that is being paid, unless the next customer is served meanwhile.</summary>
    private static async Task<Checkout?> Paying(HttpContext http, ShopApi api, Place place, CancellationToken stop)
    {
        if (await Newest(api, place, "awaiting_payment", stop) is not { } order || TillCheckout.IsAside(http, order))
            return null;
        return (await api.Get<Checkout>(CheckoutDesk.At(order), stop)).Value is { IsAwaited: true } paying ? paying : null;
    }

    private static async Task<Guid?> Newest(ShopApi api, Place place, string status, CancellationToken stop) =>
        (await api.Get<OrderRows>($"/api/v1/orders?location={place.Location}&register={place.RegisterId}&status={status}&limit=1", stop)).Value is { Items: [var newest, ..] } ? newest.Id : null;

    private static async Task<Order?> Sold(ShopApi api, Guid id, TimeProvider time, CancellationToken stop)
    {
        var order = (await api.Get<Order>($"/api/v1/orders/{id}", stop)).Value;
        return order is { Status: "completed" } && time.GetUtcNow() - (order.CompletedAt ?? order.CreatedAt) < SoldShown ? order : null;
    }
}
