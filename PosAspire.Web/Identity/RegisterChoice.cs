using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Identity;

/// <summary>
/// Which register a browser is. Anybody may choose one for as long as the browser is open; a manager registers the browser for good,
/// and from then on people sign in at it with a PIN.
/// </summary>
public static class RegisterChoice
{
    private const int MaxShops = 50;

    public static void MapRegisterChoice(this IEndpointRouteBuilder pages)
    {
        var registers = pages.MapGroup(NeedsPlace.ChoosePath).RequireAuthorization();
        registers.MapGet("", Show);
        registers.MapPost("", Choose);
        registers.MapPost("/device", Enrol);
        registers.MapPost("/forget", Forget);
    }

    private static async Task<IResult> Show(HttpContext http, ShopApi api, CancellationToken stop, string? returnUrl = null) =>
        await Page(http, api, LocalPath.Of(returnUrl, "/"), null, stop);

    private static async Task<IResult> Choose(HttpContext http, ShopApi api, IStringLocalizer<Words> L, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var back = LocalPath.Of(form["returnUrl"], "/");
        if (await Find(api, form, stop) is not { } place)
            return await Page(http, api, back, L["That register is not in use any more. Choose another one."], stop);
        place.Keep(http);
        return TypedResults.LocalRedirect(back);
    }

    // Only Api decides who may; whoever may not is told so in its words.
    private static async Task<IResult> Enrol(HttpContext http, ShopApi api, ProblemWords problems, IStringLocalizer<Words> L, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var back = LocalPath.Of(form["returnUrl"], "/");
        if (await Find(api, form, stop) is not { } place)
            return await Page(http, api, back, L["That register is not in use any more. Choose another one."], stop);
        var name = Browsers.NameOf(http.Request.Headers.UserAgent.ToString());
        var answer = await api.Post<RegisteredDevice>($"/api/v1/registers/{place.RegisterId}/devices", new NewDevice(name), null, stop);
        if (answer.Value is not { } device)
            return await Page(http, api, back, problems.Say(answer.Problem!), stop);
        (place with { DeviceToken = device.DeviceToken }).Keep(http);
        return TypedResults.LocalRedirect(back);
    }

    private static async Task<RedirectHttpResult> Forget(HttpContext http, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        Place.Leave(http);
        return TypedResults.LocalRedirect(NeedsPlace.ChoosePath + QueryString.Create("returnUrl", LocalPath.Of(form["returnUrl"], "/")));
    }

    private static async Task<Place?> Find(ShopApi api, IFormCollection form, CancellationToken stop)
    {
        if (!Guid.TryParse(form["registerId"], out var id))
            return null;
        var location = form["location"].ToString();
        var shops = await api.Get<ShopsOfRegisters>("/api/v1/locations", stop);
        if (shops.Required.Items.FirstOrDefault(shop => shop.Code == location) is not { } shop)
            return null;
        var registers = await api.Get<RegistersOfShop>("/api/v1/registers" + QueryString.Create("location", location), stop);
        return registers.Value?.Items.FirstOrDefault(register => register.Id == id && register.IsActive) is { } found
            ? new(shop.Code, shop.Name, shop.TimeZone, shop.Currency, shop.Profile, found.Id, found.Name, null)
            : null;
    }

    private static async Task<RazorComponentResult<RegisterPage>> Page(HttpContext http, ShopApi api, string back, string? problem, CancellationToken stop)
    {
        var shops = await api.Get<ShopsOfRegisters>("/api/v1/locations", stop);
        List<RegisterPage.ShopRegisters> choices = [];
        foreach (var shop in shops.Required.Items.Take(MaxShops))
        {
            // Shops where this person does not work are refused, and not shown.
            var registers = await api.Get<RegistersOfShop>("/api/v1/registers" + QueryString.Create("location", shop.Code), stop);
            if (registers.Value is { } found)
                choices.Add(new(shop, [.. found.Items.Where(register => register.IsActive)]));
        }

        return new(new Dictionary<string, object?>
        {
            [nameof(RegisterPage.Shops)] = choices,
            [nameof(RegisterPage.ReturnUrl)] = back,
            [nameof(RegisterPage.Problem)] = problem,
            [nameof(RegisterPage.MayEnrol)] = http.User.IsInRole("manager") || http.User.IsInRole("admin"),
        })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
