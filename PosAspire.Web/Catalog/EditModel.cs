using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Catalog;

/// <summary>A product's page.</summary>
/// <param name="Sheet">As stored; null for a new one.</param>
/// <param name="Form">As the fields show it.</param>
/// <param name="Conflict">What somebody else saved meanwhile; null when nobody did.</param>
public sealed record EditModel(
    ShopChoice Shops, ProductChoices Choices, ProductSheet? Sheet, Form Form, IReadOnlyList<(OfficeShop Shop, ProductLevel? Level)> Levels, PriceChanges? History, string? After,
    IReadOnlyList<Difference>? Conflict = null, string? Done = null)
{
    public string Action => Sheet is null ? "/office/products" : $"/office/products/{Sheet.Id}";

    public string Title => Sheet?.Name ?? "";
}
