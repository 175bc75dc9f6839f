using Microsoft.AspNetCore.DataProtection;
using PosAspire.Web.Catalog;
using PosAspire.Web.Dining;
using PosAspire.Web.Dining.Guests;
using PosAspire.Web.Identity;
using PosAspire.Web.Identity.Users;
using PosAspire.Web.Inventory;
using PosAspire.Web.Payments;
using PosAspire.Web.Registers;
using PosAspire.Web.Registers.Settings;
using PosAspire.Web.Sales;
using PosAspire.Web.Sales.Office;

namespace PosAspire.Web.Frame;

/// <summary>What Web adds to the defaults of every host: pages, the session cookie, the client of Api, security headers.</summary>
public static class Screens
{
    /// <summary>Antiforgery token's form field; the fragments post it with every action.</summary>
    public const string AntiforgeryField = "__RequestVerificationToken";

    /// <summary>Adds what the pages need; stops with a sentence when the address of Api is missing or wrong.</summary>
    public static void AddScreens(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Without this a plain `dotnet PosAspire.Web.dll` from another folder serves empty stylesheets outside Development.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddLocalization();
        builder.Services.AddScoped<ProblemWords>();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.FormFieldName = AntiforgeryField;
            antiforgery.Cookie.Name = "pos.antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.SuppressXFrameOptionsHeader = true; // SecurityHeaders says it once, for every answer.
        });
        builder.Services.AddSignIn();
        builder.Services.AddDining();
        builder.AddShopApi();
        builder.AddTill();
        KeepKeys(builder);
    }

    /// <summary>Maps every page. Rooms keep their own route lists.</summary>
    public static void UseScreens(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(AnswerHeadAsGet);
        app.UseRouting();
        app.Use(Languages.Choose);
        app.UseExceptionHandler("/error");
        app.UseMiddleware<SecurityHeaders>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapStaticAssets();
        var pages = app.MapGroup("").AddEndpointFilter<ApiTrouble>().AddEndpointFilter<AntiforgeryFilter>();
        pages.MapFrame();
        pages.MapSignIn();
        pages.MapPinSignIn();
        pages.MapOwnPassword();
        pages.MapRegisterChoice();
        pages.MapTill();
        pages.MapGuests();
        pages.MapDining();
        pages.MapOfficeHome();
        pages.MapCatalog();
        pages.MapStock();
        pages.MapUsers();
        pages.MapRegisterPages();
        pages.MapLocations();
        pages.MapOrderPages();
        pages.MapPaymentPages();
    }

    // The runbook asks with `curl -I`, and so do monitors: every page answers HEAD as GET, and the server sends no body.
    private static Task AnswerHeadAsGet(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsHead(http.Request.Method))
            http.Request.Method = HttpMethods.Get;
        return next(http);
    }

    // Session cookies and antiforgery tokens stay readable after a restart only if the keys outlive the process
    // and the name that isolates them does not depend on the folder the program was started from.
    private static void KeepKeys(WebApplicationBuilder builder)
    {
        var keys = builder.Services.AddDataProtection().SetApplicationName("PosAspire.Web");
        if (builder.Configuration["DATA_PROTECTION_KEYS"] is { Length: > 0 } folder)
            keys.PersistKeysToFileSystem(Directory.CreateDirectory(folder));
    }
}
