using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Sales;

/// <summary>The retail till: its routes, and how a state becomes a fragment or a whole page.</summary>
public static class Till
{
    /// <summary>Asked for when no shop is named in the address; the first retail shop if it does not exist.</summary>
    private const string DefaultShop = "LIQ1";

    public static void MapTill(this IEndpointRouteBuilder pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        var till = pages.MapGroup("/till").RequireAuthorization();
        till.MapGet("", Open);
        till.MapPost("/cart", CartActions.Show);
        till.MapPost("/scan", CartActions.Scan);
        till.MapPost("/choose", CartActions.Choose);
        till.MapPost("/more", CartActions.More);
        till.MapPost("/fewer", CartActions.Fewer);
        till.MapPost("/remove", CartActions.Remove);
        till.MapPost("/pay", CashSale.Ask);
        till.MapPost("/sale", CashSale.Take);
        till.MapPost("/new", CartActions.Start);
    }

    private static async Task<IResult> Open(HttpContext http, ShopApi api, CancellationToken stop, string? location = null)
    {
        var shops = await RetailShops(api, stop);
        var shop = shops.FirstOrDefault(shop => shop.Code == (location ?? DefaultShop))
            ?? (location is null && shops is [var first, ..] ? first : null);
        return shop is null
            ? NoShop.Answer(http)
            : Whole(new SaleView { Cart = Cart.Empty(shop.Code) }, shops, shop);
    }

    /// <summary>The sale alone for htmx; the whole page when scripts are off.</summary>
    internal static async Task<IResult> Answer(HttpContext http, ShopApi api, SaleView view, CancellationToken stop)
    {
        if (http.Request.WantsFragment())
            return new RazorComponentResult<Sale>(new Dictionary<string, object?> { [nameof(Sale.View)] = view });
        var shops = await RetailShops(api, stop);
        var shop = shops.FirstOrDefault(shop => shop.Code == view.Cart.Location);
        return shop is null ? NoShop.Answer(http) : Whole(view, shops, shop);
    }

    internal static async Task<IReadOnlyList<Shop>> RetailShops(ShopApi api, CancellationToken stop)
    {
        var answer = await api.Get<Shops>("/api/v1/locations", stop);
        return [.. answer.Required.Items.Where(shop => shop.Profile == "retail")];
    }

    private static RazorComponentResult<TillPage> Whole(SaleView view, IReadOnlyList<Shop> shops, Shop shop) =>
        new(new Dictionary<string, object?>
        {
            [nameof(TillPage.View)] = view,
            [nameof(TillPage.Shops)] = shops,
            [nameof(TillPage.Shop)] = shop,
        });

    private static readonly Trouble NoShop = new(StatusCodes.Status404NotFound, "There is no such shop to sell in",
        "This till sells in retail shops only, and none of that code is set up. Start from the till's own page, or ask your manager to set up the shop.");
}
