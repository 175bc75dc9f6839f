using System.Net.Http.Headers;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Catalog;

/// <summary>What is saved beside a product's sheet: its picture, and what happens when it runs out.</summary>
public static class ProductParts
{
    private const int MaxPictureBytes = 1024 * 1024;

    public static async Task<IResult> SetImage(Guid id, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        if (form.Files.GetFile("image") is not { Length: > 0 } file)
            return Told(http, said["Choose a picture first."]);
        if (file.Length > MaxPictureBytes)
            return Told(http, said["The picture has more than 1 MB. Save it smaller and try again."]);
        using var picture = new StreamContent(file.OpenReadStream());
        picture.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var answer = await api.Put<SetPicture>($"/api/v1/products/{id}/image", picture, null, stop);
        return answer.Problem is { } problem ? OfficeAnswers.Refused(http, problem, words) : OfficeAnswers.Next($"/office/products/{id}", "image");
    }

    public static async Task<IResult> RemoveImage(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var answer = await api.Delete<Done>($"/api/v1/products/{id}/image", null, stop);
        return answer.Problem is { } problem ? OfficeAnswers.Refused(http, problem, words) : OfficeAnswers.Next($"/office/products/{id}", "image");
    }

    public static async Task<IResult> SetPolicy(Guid id, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        if (form.Text("reorder").Length > 0 && form.Number("reorder") is null or < 0)
            return Told(http, said["The number to buy again at is a whole number, or nothing."]);
        var request = new LevelRequest(form["location"], form["policy"], form.Number("reorder"), form.Number("version"));
        var answer = await api.Put<ProductLevel>($"/api/v1/inventory/levels/{id}", request, null, stop);
        return answer.Problem is { } problem ? OfficeAnswers.Refused(http, problem, words) : OfficeAnswers.Next($"/office/products/{id}", "policy");
    }

    private static IResult Told(HttpContext http, string sentence) => new Trouble(StatusCodes.Status422UnprocessableEntity, "Nothing was saved", sentence).Answer(http);
}

public sealed record SetPicture(Guid ProductId, string Hash);
