using PosAspire.Web.Frame;

namespace PosAspire.Web.Catalog;

/// <summary>What a product's fields offer to choose from.</summary>
public sealed record ProductChoices(IReadOnlyList<CategoryRow> Categories, IReadOnlyList<ModifierGroupRow> Groups, IReadOnlyList<PriceListRow> Lists)
{
    private const int MaxPages = 20;

    public static async Task<ProductChoices> Read(ShopApi api, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(api);
        var groups = (await api.Get<ModifierGroupList>("/api/v1/modifier-groups?limit=100", stop)).Required.Items;
        var lists = (await api.Get<PriceLists>("/api/v1/price-lists", stop)).Required.Items;
        return new(await ReadCategories(api, stop), groups, lists);
    }

    /// <summary>Every category by name.</summary>
    public static async Task<IReadOnlyList<CategoryRow>> ReadCategories(ShopApi api, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(api);
        List<CategoryRow> all = [];
        var after = "";
        for (var page = 0; page < MaxPages; page++)
        {
            var read = (await api.Get<CategoryList>($"/api/v1/categories?limit=100&after={Uri.EscapeDataString(after)}", stop)).Required;
            all.AddRange(read.Items);
            if (read.Next is null)
                break;
            after = read.Next;
        }

        return all;
    }
}
