namespace PosAspire.Domain.Catalog.Search;

/// <summary>What a product is found by.</summary>
/// <param name="Id">Of the product; a newer document of the same id takes its place.</param>
/// <param name="Item">What a hit gives back.</param>
public readonly record struct SearchDocument<TItem>(Guid Id, TItem Item, string Name, string Brand, string Size, string Category, string Sku);

/// <summary>The parts of a product that hold a word; what stands earlier counts more.</summary>
[Flags]
internal enum SearchFields
{
    FirstWord = 1,
    Name = 2,
    Brand = 4,
    Other = 8,
}
