using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Registers.Settings;

/// <summary>A shop's settings.</summary>
public static class LocationPages
{
    public const string Path = "/office/locations";

    public static void MapLocations(this IEndpointRouteBuilder pages)
    {
        var office = pages.MapGroup(Path).RequireAuthorization().AddEndpointFilter<OfficeDoor>();
        office.MapGet("", (HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? location = null, string? done = null) => Page(null, location, done, http, api, words, stop));
        office.MapPost("/{code}", Save);
        office.MapPost("/{code}/hours", SaveHours);
        office.MapPost("/{code}/refund-limit", SaveLimit);
        pages.MapTables();
    }

    private static async Task<IResult> Save(string code, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var request = new ChangedLocation(form.Text("name"), form.Number("version") ?? 0, form["address"], form["phone"], form["header"], form["footer"]);
        var answer = await api.Put<LocationSettings>($"/api/v1/locations/{Uri.EscapeDataString(code)}", request, null, stop);
        if (answer.Value is not null)
            return OfficeAnswers.Next($"{Path}?location={Uri.EscapeDataString(code)}", "saved");
        if (answer.Problem!.Code == "request.version_conflict" && (await api.Get<LocationSettings>($"/api/v1/locations/{Uri.EscapeDataString(code)}", stop)).Value is { } theirs)
        {
            // Saved already: the button was pressed twice.
            if (IsAs(theirs, form))
                return OfficeAnswers.Next($"{Path}?location={Uri.EscapeDataString(code)}", "saved");
            form.Set("version", $"{theirs.Version}");
        }

        return await Page(form.Refused(words.Say(answer.Problem)), code, null, http, api, words, stop);
    }

    private static async Task<IResult> SaveHours(string code, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        if (HoursForm.Read(form, said) is { } request)
        {
            var answer = await api.Put<Opening>($"/api/v1/locations/{Uri.EscapeDataString(code)}/hours", request, null, stop);
            if (answer.Value is not null)
                return OfficeAnswers.Next($"{Path}?location={Uri.EscapeDataString(code)}", "saved");
            form.Refused(words.Say(answer.Problem!));
        }

        return await Page(form, code, null, http, api, words, stop);
    }

    private static async Task<IResult> SaveLimit(string code, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var shop = (await ShopChoice.Read(api, http, code, stop)).Of(code);
        long minor = 0;
        if (form.Text("limit").Length > 0 && !Money.TryParse(form["limit"], shop.Currency, out minor))
            return await Page(form.Wrong("limit", said["“{0}” is not an amount of {1}.", form["limit"], shop.Currency]), code, null, http, api, words, stop);
        var answer = await api.Put<RefundLimit>(
            $"/api/v1/locations/{Uri.EscapeDataString(code)}/refund-limit", new ChangedRefundLimit(form.Text("limit").Length > 0 ? minor : null), null, stop);
        return answer.Problem is { } problem
            ? await Page(form.Wrong("limit", words.Say(problem)), code, null, http, api, words, stop)
            : OfficeAnswers.Next($"{Path}?location={Uri.EscapeDataString(code)}", "limit");
    }

    private static bool IsAs(LocationSettings theirs, Form form) =>
        (theirs.Name, theirs.Address, theirs.Phone, theirs.ReceiptHeader, theirs.ReceiptFooter)
        == (form.Text("name"), Lines(form["address"]), form.Text("phone"), Lines(form["header"]), Lines(form["footer"]));

    private static string Lines(string text) => text.ReplaceLineEndings("\n").Trim();

    private static async Task<IResult> Page(Form? form, string? location, string? done, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var answer = await api.Get<LocationSettings>($"/api/v1/locations/{shops.Current.Code}", stop);
        if (answer.Value is not { } settings)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        var opening = (await api.Get<Opening>($"/api/v1/locations/{shops.Current.Code}/hours", stop)).Required;
        var stations = shops.Current.IsRestaurant ? (await api.Get<KitchenBoard>($"/api/v1/kitchen/{shops.Current.Code}/tickets", stop)).Value?.Stations ?? [] : [];
        var limit = (await api.Get<RefundLimit>($"/api/v1/locations/{shops.Current.Code}/refund-limit", stop)).Required;
        var fields = Filled(form, settings, opening);
        if (fields.All("limit").Count == 0)
            fields.Set("limit", Money.Plain(limit.LimitMinor, limit.Currency));
        var parameters = new { Shops = shops, Shown = settings, opening.OpenNow, Stations = stations, Limit = limit, Form = fields, Done = done };
        return form is null ? OfficeAnswers.Show<LocationPage>(parameters) : OfficeAnswers.Again<LocationPage>(parameters);
    }

    // The page has several forms; what was not in the one that was sent is as stored.
    private static Form Filled(Form? form, LocationSettings settings, Opening opening)
    {
        var filled = form ?? Form.Of();
        if (form is null || form["version"].Length == 0)
        {
            filled.Set("name", settings.Name).Set("address", settings.Address).Set("phone", settings.Phone).Set("header", settings.ReceiptHeader)
                .Set("footer", settings.ReceiptFooter).Set("version", $"{settings.Version}");
        }

        if (form is null || form["version"].Length > 0 || form.All("limit").Count > 0)
            HoursForm.Fill(filled, opening);
        return filled;
    }
}
