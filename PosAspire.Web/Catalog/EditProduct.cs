using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Catalog;

/// <summary>Shows a product's sheet and saves it.</summary>
public static class EditProduct
{
    private const int HistoryRows = 10;

    public static async Task<IResult> New(HttpContext http, ShopApi api, CancellationToken stop, string? barcode = null) =>
        Page(await Model(http, api, null, ProductForm.Empty(barcode), null, stop));

    public static async Task<IResult> Show(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? after = null, string? done = null)
    {
        var answer = await api.Get<ProductSheet>($"/api/v1/products/{id}", stop);
        if (answer.Value is not { } sheet)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        var model = await Model(http, api, sheet, null, after, stop);
        return Page(model with { Done = done });
    }

    public static async Task<IResult> Add(HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var choices = await ProductChoices.Read(api, stop);
        if (ProductForm.Read(form, choices, said) is { } request)
        {
            var answer = await api.Post<ProductSheet>("/api/v1/products", request with { Version = null }, null, stop);
            if (answer.Value is { } added)
                return OfficeAnswers.Next($"/office/products/{added.Id}", "added");
            Place(form, answer.Problem!, words);
        }

        return Again(await Model(http, api, null, form, null, stop));
    }

    public static async Task<IResult> Save(Guid id, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var read = await api.Get<ProductSheet>($"/api/v1/products/{id}", stop);
        if (read.Value is not { } sheet)
            return OfficeAnswers.Refused(http, read.Problem!, words);
        var choices = await ProductChoices.Read(api, stop);
        if (ProductForm.Read(form, choices, said) is { } request)
        {
            var answer = await api.Put<ProductSheet>($"/api/v1/products/{id}", request with { Id = null }, null, stop);
            if (answer.Value is not null)
                return OfficeAnswers.Next($"/office/products/{id}", "saved");
            if (answer.Problem!.Code == "request.version_conflict")
                return await Conflict(id, form, choices, http, api, said, stop);
            Place(form, answer.Problem, words);
        }

        return Again(await Model(http, api, sheet, form, null, stop));
    }

    // What was typed stays in the fields, and the next save is made for the version that is shown beside it.
    private static async Task<IResult> Conflict(Guid id, Form form, ProductChoices choices, HttpContext http, ShopApi api, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var theirs = (await api.Get<ProductSheet>($"/api/v1/products/{id}", stop)).Required;
        var differences = ProductDifferences.Between(theirs, form, choices, said);
        // Saved already: the button was pressed twice, or two people wanted the same.
        if (differences.Count == 0)
            return OfficeAnswers.Next($"/office/products/{id}", "saved");
        form.Set("version", $"{theirs.Version}");
        return Again(await Model(http, api, theirs, form, null, stop) with { Conflict = differences }, StatusCodes.Status409Conflict);
    }

    // A refusal stands at the field that it is about.
    private static void Place(Form form, ApiProblem problem, ProblemWords words)
    {
        var sentence = words.Say(problem);
        switch (problem.Code)
        {
            case "catalog.sku_taken":
                form.Wrong("sku", sentence);
                break;
            case "catalog.unknown_category":
                form.Wrong("category", sentence);
                break;
            case "catalog.invalid_barcode":
                form.Wrong("barcode", sentence);
                break;
            default:
                form.Refused(sentence);
                break;
        }
    }

    private static async Task<EditModel> Model(HttpContext http, ShopApi api, ProductSheet? sheet, Form? form, string? after, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, null, stop);
        var choices = await ProductChoices.Read(api, stop);
        if (sheet is null)
            return new(shops, choices, null, form!, [], null, null);
        var history = await api.Get<PriceChanges>(Links.To($"/api/v1/products/{sheet.Id}/price-changes", ("limit", $"{HistoryRows}"), ("after", after)), stop);
        return new(shops, choices, sheet, form ?? ProductForm.Of(sheet, choices), await Levels(shops, choices, sheet, api, stop), history.Value, after);
    }

    private static async Task<List<(OfficeShop Shop, ProductLevel? Level)>> Levels(ShopChoice shops, ProductChoices choices, ProductSheet sheet, ShopApi api, CancellationToken stop)
    {
        List<(OfficeShop, ProductLevel?)> levels = [];
        if (!sheet.IsStocked)
            return levels;
        foreach (var shop in shops.All.Where(shop => choices.Lists.Any(list => list.Locations.Contains(shop.Code) && sheet.Prices.Any(price => price.PriceList == list.Code))))
        {
            var answer = await api.Get<ProductLevels>($"/api/v1/inventory/levels?location={shop.Code}&productId={sheet.Id}", stop);
            if (answer.Value is { } read)
                levels.Add((shop, read.Items.Count > 0 ? read.Items[0] : null));
        }

        return levels;
    }

    private static IResult Page(EditModel model) => OfficeAnswers.Show<ProductPageView>(new { Model = model });

    private static IResult Again(EditModel model, int status = StatusCodes.Status422UnprocessableEntity) => OfficeAnswers.Show<ProductPageView>(new { Model = model }, status);
}
