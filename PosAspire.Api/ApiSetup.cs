using PosAspire.Api.Backups;
using PosAspire.Api.Catalog;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Dining;
using PosAspire.Api.Identity;
using PosAspire.Api.Inventory;
using PosAspire.Api.Monitoring;
using PosAspire.Api.Payments;
using PosAspire.Api.Payments.Ledgers;
using PosAspire.Api.Payments.Webhooks;
using PosAspire.Api.Registers;
using PosAspire.Api.Sales;
using PosAspire.Api.Sales.Carts;
using PosAspire.Api.Sales.Open;
using PosAspire.Api.Sales.Paying;
using PosAspire.Api.Sales.Printing;
using PosAspire.Api.Sales.Refunds;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;

namespace PosAspire.Api;

/// <summary>Everything the API is made of; the rooms' route lists are where to read on.</summary>
public static class ApiSetup
{
    /// <summary>No till sends more: 500 lines are about 50 KB.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    // Both of the runbooks' spellings reach the same handlers; the document describes the first.
    private static readonly string[] Prefixes = ["/api/v1", "/api"];

    public static void AddPosApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBodyBytes);
        builder.Services.AddOpenApi("v1", ApiDocument.Configure);
        builder.AddBackups();
        builder.AddIdentity();
        builder.AddLive();
        builder.AddRegisters();
        builder.AddCatalogSnapshot();
        builder.AddCatalog();
        builder.AddDining();
        builder.Services.AddSingleton<OrderNumbers>();
        builder.Services.AddSingleton<SaleWriter>();
        builder.Services.AddSingleton<PlaceOrder>();
        builder.AddCarts();
        builder.AddPaying();
        builder.AddWebhooks();
        builder.Services.AddScoped<PrintOrder>();
        builder.Services.AddScoped<OrderDesk>();
        builder.Services.AddScoped<OpenOrder>();
        builder.Services.AddScoped<VoidOrder>();
        builder.AddRefunds();
    }

    public static void UsePosApi(this WebApplication app)
    {
        app.UseApiPage();
        app.UseAuthorization();
        app.MapOpenApi().AllowAnonymous();
        if (app.Configuration["WEB_URL"] is { Length: > 0 } web)
            app.MapGet("/", () => Results.Redirect(web)).AllowAnonymous().ExcludeFromDescription();
        app.MapWebhooks();
        app.MapGroup("").ExcludeFromDescription().MapMonitoring();
        foreach (var prefix in Prefixes)
        {
            var api = app.MapGroup(prefix);
            if (prefix != Prefixes[0])
                api.ExcludeFromDescription();
            api.MapIdentity();
            api.MapLive();
            api.MapRegisters();
            api.MapCatalog();
            api.MapInventory();
            api.MapSales();
            api.MapCarts();
            api.MapLedgers();
            api.MapPaying();
            api.MapDining();
            api.MapPayments();
            api.MapMonitoring();
        }
    }
}
