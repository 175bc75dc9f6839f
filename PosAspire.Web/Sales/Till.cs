using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Display;
using PosAspire.Web.Sales.Finding;
using PosAspire.Web.Sales.Parking;
using PosAspire.Web.Sales.Paying;
using PosAspire.Web.Sales.Receipts;
using PosAspire.Web.Sales.Refunds;

namespace PosAspire.Web.Sales;

/// <summary>The routes of the retail till. What is asked for with GET shows a panel; what is posted does something once.</summary>
public static class Till
{
    public static void AddTill(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddScoped<TillDesk>();
        builder.Services.AddScoped<RefundDesk>();
        builder.Services.AddScoped<CheckoutDesk>();
        builder.Services.AddScoped<TillCheckout>();
        // Where a payment is shown is told by where it was asked for.
        builder.Services.AddScoped<ICheckoutScreen>(services =>
            services.GetRequiredService<IHttpContextAccessor>().HttpContext!.Request.Path.StartsWithSegments("/floor", StringComparison.OrdinalIgnoreCase)
                ? services.GetRequiredService<Dining.Orders.FloorCheckout>()
                : services.GetRequiredService<TillCheckout>());
    }

    public static void MapTill(this IEndpointRouteBuilder pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        pages.MapDisplay();
        var till = pages.MapGroup("/till").RequireAuthorization().AddEndpointFilter<NeedsPlace>();
        till.MapGet("", Find.Open);
        till.MapGet("/find", Find.Search);
        till.MapGet("/browse", Find.Browse);
        till.MapGet("/check", PriceCheck.Show);
        till.MapPost("/enter", Find.Enter);
        till.MapPost("/scan", CartActions.Scan);
        till.MapPost("/add", CartActions.Add);
        till.MapGet("/cart", CartActions.Now);
        till.MapPost("/clear", CartActions.Clear);
        till.MapPost("/lines/more", CartActions.More);
        till.MapPost("/lines/fewer", CartActions.Fewer);
        till.MapPost("/lines/remove", CartActions.Remove);
        till.MapPost("/lines/quantity", CartActions.Quantity);
        till.MapPost("/lines/unit", CartActions.Unit);
        till.MapGet("/note", Note.Open);
        till.MapPost("/note", Note.Keep);
        till.MapGet("/parked", Park.Open);
        till.MapPost("/park", Park.Put);
        till.MapPost("/resume", Park.Take);
        till.MapPost("/parked/drop", Park.Drop);
        till.MapGet("/pay", Pay.Ask);
        till.MapPost("/sale", Pay.Take);
        till.MapGet("/paid/{order:guid}", Paid.Open);
        till.MapPost("/checkout", TillCheckout.Begin);
        till.MapPost("/checkout/{order:guid}/aside", TillCheckout.SetAside);
        till.MapGroup("/checkout/{order:guid}").MapCheckout();
        till.MapGet("/orders", LastOrders.List);
        till.MapGet("/orders/{order:guid}", LastOrders.Show);
        till.MapGet("/orders/{order:guid}/printing", Printing.Now);
        till.MapPost("/orders/{order:guid}/print", Printing.Print);
        till.MapPost("/orders/{order:guid}/void", Voiding.Void);
        till.MapRefunds();
    }
}
