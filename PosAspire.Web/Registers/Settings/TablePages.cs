using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Registers.Settings;

/// <summary>The plan of a restaurant's room: a table is chosen, and goes where a free cell is pressed.</summary>
public static class TablePages
{
    public const string Path = $"{LocationPages.Path}/tables";
    public const int Columns = 12;
    public const int Rows = 8;

    public static readonly IReadOnlyList<string> Shapes = ["square", "round", "long"];

    public static void MapTables(this IEndpointRouteBuilder pages)
    {
        var office = pages.MapGroup(Path).RequireAuthorization().AddEndpointFilter<OfficeDoor>();
        office.MapGet("", (HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? location = null, Guid? table = null, int? x = null, int? y = null, string? done = null) =>
            Page(null, location, table, x, y, done, http, api, words, stop));
        office.MapPost("", Save);
        office.MapPost("/move", Move);
        office.MapPost("/remove", Remove);
    }

    private static async Task<IResult> Save(HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        if (form.Text("name").Length == 0)
            form.Wrong("name", said["Type a name, such as T7."]);
        if (form.Number("seats") is null or < 1)
            form.Wrong("seats", said["Type how many sit there."]);
        var (shop, id) = (form["location"], form.Id("table"));
        if (form.IsRight)
        {
            var request = new TableRequest(form.Text("name"), form.Text("area"), form.Number("seats")!.Value, form["shape"], form.Number("x") ?? 0, form.Number("y") ?? 0, form.Number("version"));
            var answer = await Send(api, shop, id, request, stop);
            if (answer.Value is { } saved)
                return OfficeAnswers.Next(Links.To(Path, ("location", shop), ("table", $"{saved.Id}")), "saved");
            Place(form, answer.Problem!, words);
        }

        return await Page(form, shop, id, form.Number("x"), form.Number("y"), null, http, api, words, stop);
    }

    private static async Task<IResult> Move(HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var (shop, id) = (form["location"], form.Id("table"));
        var cell = form["cell"].Split('-');
        var room = await api.Get<RoomTables>($"/api/v1/dining/{Uri.EscapeDataString(shop)}/tables", stop);
        if (room.Value?.Items.FirstOrDefault(table => table.Id == id) is not { } table || cell.Length != 2 || !int.TryParse(cell[0], out var x) || !int.TryParse(cell[1], out var y))
            return Trouble.NotFound.Answer(http);
        var answer = await Send(api, shop, id, new(table.Name, table.Area, table.Seats, table.Shape, x, y, table.Version), stop);
        return answer.Problem is { } problem
            ? await Page(Filled(table).Refused(words.Say(problem)), shop, id, null, null, null, http, api, words, stop)
            : OfficeAnswers.Next(Links.To(Path, ("location", shop), ("table", $"{id}")), "moved");
    }

    private static async Task<IResult> Remove(HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var (shop, id) = (form["location"], form.Id("table"));
        var answer = await api.Delete<Done>($"/api/v1/dining/{Uri.EscapeDataString(shop)}/tables/{id}", null, stop);
        return answer.Problem is { } problem
            ? await Page(Form.Of().Refused(words.Say(problem)), shop, id, null, null, null, http, api, words, stop)
            : OfficeAnswers.Next(Links.To(Path, ("location", shop)), "removed");
    }

    private static Task<Answer<RoomTable>> Send(ShopApi api, string shop, Guid? id, TableRequest request, CancellationToken stop) => id is null
        ? api.Post<RoomTable>($"/api/v1/dining/{Uri.EscapeDataString(shop)}/tables", request with { Version = null }, null, stop)
        : api.Put<RoomTable>($"/api/v1/dining/{Uri.EscapeDataString(shop)}/tables/{id}", request, null, stop);

    private static void Place(Form form, ApiProblem problem, ProblemWords words)
    {
        if (problem.Code == "dining.table_name_taken")
            form.Wrong("name", words.Say(problem));
        else
            form.Refused(words.Say(problem));
    }

    private static Form Filled(RoomTable table) => Form.Of(
        ("name", table.Name), ("area", table.Area), ("seats", $"{table.Seats}"), ("shape", table.Shape), ("x", $"{table.X}"), ("y", $"{table.Y}"), ("version", $"{table.Version}"));

    private static async Task<IResult> Page(
        Form? form, string? location, Guid? table, int? x, int? y, string? done, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var answer = await api.Get<RoomTables>($"/api/v1/dining/{shops.Current.Code}/tables", stop);
        if (answer.Value is not { } room)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        var chosen = room.Items.FirstOrDefault(one => one.Id == table);
        var fields = form ?? (chosen is not null ? Filled(chosen) : Form.Of(("x", $"{x ?? 0}"), ("y", $"{y ?? 0}"), ("seats", "4"), ("shape", "square"), ("area", room.Items.Count > 0 ? room.Items[0].Area : "")));
        var parameters = new { Shop = shops.Current, Tables = room.Items, Chosen = chosen, Form = fields, IsNew = chosen is null && (x is not null || form is not null), Done = done };
        return form is null ? OfficeAnswers.Show<TablePage>(parameters) : OfficeAnswers.Again<TablePage>(parameters);
    }
}
