using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Catalog;

/// <summary>What the list shows and by what it was narrowed.</summary>
public sealed record ProductListModel(
    ShopChoice Shops, IReadOnlyList<CategoryRow> Categories, IReadOnlyList<ProductRow> Items, string? Next, string Q, Guid? Category, string Active, string? After)
{
    public const string Path = "/office/products";

    public bool IsNarrowed => Q.Length > 0 || Category is not null || Active.Length > 0;

    /// <summary>This list from its first page.</summary>
    public string Here => Links.To(Path, ("location", Shops.Current.Code), ("q", Q), ("category", Category?.ToString()), ("active", Active));
}

/// <summary>The products of a shop, searched as one types.</summary>
public static class ProductList
{
    private const int PageSize = 25;

    public static async Task<IResult> Show(
        HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? location = null, string q = "", string category = "", string active = "", string? after = null,
        string? done = null)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var path = Links.To(
            "/api/v1/products", ("location", shops.Current.Code), ("q", q.Trim()), ("category", Id(category)?.ToString()), ("active", active is "true" or "false" ? active : null),
            ("after", after), ("limit", $"{PageSize}"));
        var answer = await api.Get<ProductPage>(path, stop);
        if (answer.Value is not { } page)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        if (http.Request.WantsFragment())
            return OfficeAnswers.Show<ProductRows>(new { Model = new ProductListModel(shops, [], page.Items, page.Next, q.Trim(), Id(category), active, after) });
        var categories = await ProductChoices.ReadCategories(api, stop);
        return OfficeAnswers.Show<ProductListPage>(new
        {
            Model = new ProductListModel(shops, categories, page.Items, page.Next, q.Trim(), Id(category), active, after),
            Done = done,
        });
    }

    private static Guid? Id(string text) => Guid.TryParse(text, out var id) ? id : null;
}
