using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Catalog.Imports;

/// <summary>Sends catalogue files in and shows how far they are.</summary>
public static class ImportPages
{
    public const string Path = "/office/import";

    /// <summary>htmx stops asking when an answer has this status.</summary>
    private const int StopPolling = 286;

    private const long MaxFileBytes = 10 * 1024 * 1024;

    private const string SampleFile =
        """
        sku,name,brand,category,size,price,barcode,case_barcode,case_quantity
        1001,Example Gin,Example Distillers,Gin,750 ml,24.99,0012345678905,10012345678902,12
        1002,Example Rum,Example Distillers,Rum,1 L,19.50,,,

        """;

    public static async Task<IResult> List(HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? location = null, string? after = null) =>
        await Page(Form.Of(), http, api, words, location, after, stop);

    public static async Task<IResult> Send(HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
            return await Page(form.Wrong("file", said["Choose a file first."]), http, api, words, form["location"], null, stop);
        if (file.Length > MaxFileBytes)
            return await Page(form.Wrong("file", said["The file has more than 10 MB. Split it, and import the parts."]), http, api, words, form["location"], null, stop);
        using var content = new StreamContent(file.OpenReadStream());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var path = Links.To("/api/v1/imports/products", ("location", form["location"]), ("fileName", file.FileName), ("skipBroken", form.Is("skip") ? "true" : "false"));
        var answer = await api.Post<QueuedImport>(path, content, form.Key ?? $"{Guid.NewGuid()}", stop);
        return answer.Value is { } queued
            ? TypedResults.LocalRedirect($"{Path}/{queued.Id}")
            : await Page(form.Wrong("file", words.Say(answer.Problem!)), http, api, words, form["location"], null, stop);
    }

    /// <summary>The page of one import; asked for again by the page itself while it runs.</summary>
    public static async Task<IResult> One(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var answer = await api.Get<ImportJob>($"/api/v1/imports/{id}", stop);
        if (answer.Value is not { } job)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        var shops = await ShopChoice.Read(api, http, job.Location, stop);
        return http.Request.WantsFragment()
            ? OfficeAnswers.Show<ImportState>(new { Job = job, shops.Current }, job.IsOver ? StopPolling : StatusCodes.Status200OK)
            : OfficeAnswers.Show<ImportPage>(new { Job = job, shops.Current });
    }

    public static Task<IResult> Report(Guid id, HttpContext http, ShopApi api, CancellationToken stop) => api.Relay($"/api/v1/imports/{id}/report", http, stop);

    public static IResult Sample() => TypedResults.File(Encoding.UTF8.GetBytes(SampleFile), "text/csv; charset=utf-8", "products.csv");

    private static async Task<IResult> Page(Form form, HttpContext http, ShopApi api, ProblemWords words, string? location, string? after, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var answer = await api.Get<ImportList>(Links.To("/api/v1/imports", ("location", shops.Current.Code), ("after", after), ("limit", "10")), stop);
        if (answer.Value is not { } imports)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        var parameters = new { Shops = shops, Imports = imports, Form = form, After = after };
        return form.IsRight ? OfficeAnswers.Show<ImportListPage>(parameters) : OfficeAnswers.Again<ImportListPage>(parameters);
    }
}
