using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.Api.Dining;

public sealed record MenuBody(string Location, string Name, string Currency, IReadOnlyList<MenuCategory> Categories);

public sealed record MenuCategory(string Name, IReadOnlyList<MenuDish> Items);

/// <param name="SpiceLevel">0 (not) to 5 (very); empty where it does not apply.</param>
public sealed record MenuDish(Guid Id, string Name, string Portion, long PriceMinor, short? PrepMinutes, short? SpiceLevel, IReadOnlyList<string> Allergens);

internal static class PublicMenu
{
    /// <summary>How old a menu a guest may see.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(60);

    /// <summary>Without a location it is the first restaurant's.</summary>
    public static async Task<Results<FileContentHttpResult, PosProblem>> HandleAsync(
        string? location, PosDbContext database, PosCache cache, IOptions<JsonOptions> json, HttpResponse response, CancellationToken cancellation)
    {
        if (location is not null && !Location.IsCode(location))
            return SalesErrors.UnknownLocation(location).AsProblem();
        var found = await cache.GetOrCreateAsync($"menu:{location}", Freshness, stop => ReadAsync(database, location, stop), cancellation);
        if (found.Menu is null)
            return SalesErrors.UnknownLocation(location ?? "").AsProblem();

        var body = JsonSerializer.SerializeToUtf8Bytes(found.Menu, json.Value.SerializerOptions);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        response.Headers.CacheControl = $"public, max-age={Freshness.TotalSeconds:0}";
        // The file result answers 304 to a guest who has this version already.
        return TypedResults.File(body, "application/json; charset=utf-8", entityTag: tag);
    }

    private static async Task<Found> ReadAsync(PosDbContext database, string? code, CancellationToken cancellation)
    {
        var shop = await database.Locations.AsNoTracking()
            .Where(shop => code == null ? shop.Profile == LocationProfile.Restaurant : shop.Code == code)
            .OrderBy(shop => shop.Code)
            .Select(shop => new { shop.Code, shop.Name, shop.Currency, shop.PriceListId })
            .FirstOrDefaultAsync(cancellation);
        if (shop is null)
            return new(null);

        var dishes = await (
            from item in database.MenuItems
            join product in database.Products on item.ProductId equals product.Id
            join category in database.Categories on product.CategoryId equals category.Id
            join price in database.ProductPrices on product.Id equals price.ProductId
            where price.PriceListId == shop.PriceListId && product.IsActive
            orderby category.Position, category.Name, item.Position
            select new { Category = category.Name, Dish = new MenuDish(product.Id, product.Name, product.Size, price.PriceMinor, item.PrepMinutes, item.SpiceLevel, item.Allergens) })
            .AsNoTracking().ToListAsync(cancellation);
        var categories = dishes.GroupBy(row => row.Category, (name, rows) => new MenuCategory(name, [.. rows.Select(row => row.Dish)]));
        return new(new(shop.Code, shop.Name, shop.Currency, [.. categories]));
    }

    // An unknown shop is remembered too, so that asking for it again and again does not reach the database.
    private sealed record Found(MenuBody? Menu);
}
