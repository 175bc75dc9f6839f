using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Registers;

/// <summary>The registers of a shop: their names, printers and browsers.</summary>
public static class RegisterPages
{
    public const string Path = "/office/registers";

    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    public static void MapRegisterPages(this IEndpointRouteBuilder pages)
    {
        var office = pages.MapGroup(Path).RequireAuthorization().AddEndpointFilter<OfficeDoor>();
        office.MapGet("", List);
        office.MapPost("", Add);
        office.MapGet("/{id:guid}", One);
        office.MapPost("/{id:guid}", Save);
        office.MapPost("/{id:guid}/unlock", Unlock);
        office.MapPost("/{id:guid}/test-print", Print);
        office.MapPost("/{id:guid}/devices/{deviceId:guid}/revoke", Revoke);
    }

    private static Task<IResult> List(HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? location = null) =>
        Page(Form.Of(), location, http, api, words, stop);

    private static async Task<IResult> Add(HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var (shop, name) = (form["location"], form.Text("name"));
        if (name.Length == 0)
            return await Page(form.Wrong("name", said["Type a name, such as Till 3."]), shop, http, api, words, stop);
        var answer = await api.Post<RegisterRow>("/api/v1/registers", new NewRegister(shop, name), null, stop);
        if (answer.Value is { } added)
            return OfficeAnswers.Next($"{Path}/{added.Id}?location={shop}", "added");
        // The same form a moment later is the same press of the button.
        if (answer.Problem!.Code == "register.name_taken" && (await Read(shop, api, stop)).FirstOrDefault(row => row.Name == name) is { } before
            && clock.GetUtcNow().UtcDateTime - before.CreatedAt < JustNow)
            return OfficeAnswers.Next($"{Path}/{before.Id}?location={shop}", "added");
        return await Page(form.Wrong("name", words.Say(answer.Problem)), shop, http, api, words, stop);
    }

    private static Task<IResult> One(Guid id, HttpContext http, ShopApi api, CancellationToken stop, string? location = null, string? done = null) => Register(id, null, location, done, http, api, stop);

    private static async Task<IResult> Save(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var (shop, printer, reader) = (form["location"], form.Text("printer"), form.Text("card-reader"));
        var request = new ChangedRegister(form.Text("name"), form.Is("is-active"), form.Number("version") ?? 0, printer.Length == 0 ? null : printer, form.Number("columns"), reader.Length == 0 ? null : reader);
        var answer = await api.Put<RegisterRow>($"/api/v1/registers/{id}", request, null, stop);
        if (answer.Problem is not { } problem)
            return OfficeAnswers.Next($"{Path}/{id}?location={shop}", "saved");
        if (problem.Code == "request.version_conflict" && (await Read(shop, api, stop)).FirstOrDefault(row => row.Id == id) is { } now)
        {
            // Saved already: the button was pressed twice.
            if ((now.Name, now.IsActive, now.Printer, now.Columns, now.CardReader) == (request.Name, request.IsActive, request.Printer, request.Columns, request.CardReader))
                return OfficeAnswers.Next($"{Path}/{id}?location={shop}", "saved");
            form.Set("version", $"{now.Version}");
        }

        var field = problem.Code switch { "register.name_taken" or "register.invalid" => "name", "register.invalid_printer" => "printer", "register.invalid_reader" => "card-reader", _ => null };
        return await Register(id, field is null ? form.Refused(words.Say(problem)) : form.Wrong(field, words.Say(problem)), shop, null, http, api, stop);
    }

    private static async Task<IResult> Unlock(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var answer = await api.Post<Done>($"/api/v1/registers/{id}/unlock", new { }, null, stop);
        return answer.Problem is { } problem ? OfficeAnswers.Refused(http, problem, words) : OfficeAnswers.Next($"{Path}/{id}?location={form["location"]}", "unlocked");
    }

    private static async Task<IResult> Revoke(Guid id, Guid deviceId, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var answer = await api.Delete<Done>($"/api/v1/registers/{id}/devices/{deviceId}", null, stop);
        return answer.Problem is { } problem ? OfficeAnswers.Refused(http, problem, words) : OfficeAnswers.Next($"{Path}/{id}?location={form["location"]}", "revoked");
    }

    // A copy of the shop's newest receipt: it opens no drawer, and what comes out is what a customer would get.
    private static async Task<IResult> Print(Guid id, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var orders = await api.Get<NewestOrders>($"/api/v1/orders?location={Uri.EscapeDataString(form["location"])}&limit=1", stop);
        if (orders.Value is not { Items: [var newest, ..] })
            return new Trouble(StatusCodes.Status409Conflict, "Nothing was saved", said["Sell something first: the test prints a copy of the newest receipt."]).Answer(http);
        var answer = await api.Post<QueuedPrint>($"/api/v1/orders/{newest.Id}/print", new TestPrint(id, Copy: true), form.Key ?? $"{Guid.NewGuid()}", stop);
        return answer.Problem is { } problem ? OfficeAnswers.Refused(http, problem, words) : OfficeAnswers.Next($"{Path}/{id}?location={form["location"]}", "printing");
    }

    private static async Task<IReadOnlyList<RegisterRow>> Read(string shop, ShopApi api, CancellationToken stop) =>
        (await api.Get<RegisterList>($"/api/v1/registers?location={Uri.EscapeDataString(shop)}", stop)).Value?.Items ?? [];

    private static async Task<IResult> Page(Form form, string? location, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var answer = await api.Get<RegisterList>($"/api/v1/registers?location={shops.Current.Code}", stop);
        if (answer.Value is not { } registers)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        var parameters = new { Shops = shops, Registers = registers.Items, Form = form };
        return form.IsRight ? OfficeAnswers.Show<RegisterListPage>(parameters) : OfficeAnswers.Again<RegisterListPage>(parameters);
    }

    private static async Task<IResult> Register(Guid id, Form? form, string? location, string? done, HttpContext http, ShopApi api, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        foreach (var shop in shops.All.OrderByDescending(shop => shop == shops.Current))
        {
            if ((await Read(shop.Code, api, stop)).FirstOrDefault(row => row.Id == id) is not { } register)
                continue;
            var fields = form ?? Form.Of(
                ("name", register.Name), ("is-active", register.IsActive ? "on" : null), ("printer", register.Printer), ("columns", $"{register.Columns}"), ("card-reader", register.CardReader),
                ("version", $"{register.Version}"));
            var devices = (await api.Get<DeviceList>($"/api/v1/registers/{id}/devices", stop)).Value?.Items ?? [];
            var jobs = register.Printer is null ? [] : (await api.Get<PrintJobList>($"/api/v1/registers/{id}/print-jobs", stop)).Value?.Items ?? [];
            var parameters = new { Register = register, Shop = shop, Devices = devices, Jobs = jobs, Form = fields, Done = done };
            return form is null ? OfficeAnswers.Show<RegisterPage>(parameters) : OfficeAnswers.Again<RegisterPage>(parameters);
        }

        return Trouble.NotFound.Answer(http);
    }
}
