using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.Api.Dining;

/// <param name="Opening">When it is open, and whether it is now.</param>
public sealed record MenuBody(string Location, string Name, string Currency, OpeningBody Opening, IReadOnlyList<MenuCategory> Categories);

public sealed record MenuCategory(string Name, IReadOnlyList<MenuDish> Items);

/// <param name="Description">Empty when there is none.</param>
/// <param name="SpiceLevel">0 (not) to 5 (very); empty where it does not apply.</param>
/// <param name="Allergens">Empty when there are none; null when nobody stated them.</param>
/// <param name="ImageUrl">Its picture; null when it has none.</param>
/// <param name="Out">Sold out: it cannot be ordered now.</param>
public sealed record MenuDish(
    Guid Id, string Name, string Description, string Portion, long PriceMinor, short? PrepMinutes, short? SpiceLevel, IReadOnlyList<string>? Allergens,
    string? ImageUrl, bool Out, IReadOnlyList<MenuChoices> Choices);

/// <param name="MinChoices">0 when nothing need be chosen.</param>
public sealed record MenuChoices(Guid Id, string Name, short MinChoices, short MaxChoices, IReadOnlyList<MenuChoice> Items);

/// <param name="PriceMinor">What it adds to the dish.</param>
public sealed record MenuChoice(Guid Id, string Name, long PriceMinor);

/// <summary>The menu for guests: made once for each version of the catalogue, each language and each change of open and closed, and then handed out.</summary>
internal static class PublicMenu
{
    /// <summary>How old a menu a guest's browser may show.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(60);

    /// <summary>The languages that a restaurant of ours can be read in; any other reader gets the restaurant's own words.</summary>
    private static readonly string[] Languages = ["id", "en"];

    /// <summary>Without a location it is the first restaurant's; without a language it is the browser's.</summary>
    public static async Task<Results<FileContentHttpResult, PosProblem>> HandleAsync(
        HttpContext http, CatalogSnapshot catalog, PosDbContext database, PosCache cache, IOptions<JsonOptions> json, TimeProvider clock,
        CancellationToken cancellation,
        string? location = null, string? lang = null)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (Find(view, location) is not { } shop)
            return SalesErrors.UnknownLocation(location ?? "").AsProblem();
        var language = lang is null ? Preferred(http.Request) : Array.Find(Languages, known => known == lang);

        var opening = OpeningBody.Of(shop, clock.GetUtcNow());
        var menu = await cache.GetOrCreateAsync(
            $"menu:{shop.Code}:{language}:{view.Version}:{opening.Today}:{opening.OpenNow}:{opening.OpenUntil}:{opening.OpensDay}:{opening.OpensAt}", Freshness,
            async stop => Rendered.Of(await MenuReader.ReadAsync(database, shop, opening, language, stop), json.Value.SerializerOptions), cancellation);
        http.Response.Headers.CacheControl = $"public, max-age={Freshness.TotalSeconds:0}";
        http.Response.Headers.Vary = "Accept-Language";
        if (language is not null)
            http.Response.Headers.ContentLanguage = language;
        // The file result answers 304 to a guest who has this version already.
        return TypedResults.File(menu.Body, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue(menu.Tag));
    }

    private static CatalogShop? Find(CatalogView view, string? code) => code is not null
        ? view.Shops.GetValueOrDefault(code)
        : view.Shops.Values.Where(shop => shop.Profile == LocationProfile.Restaurant).MinBy(shop => shop.Code, StringComparer.Ordinal);

    private static string? Preferred(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(Languages.Contains);

    /// <summary>The answer as it goes out, with the tag that names its contents.</summary>
    private sealed record Rendered(byte[] Body, string Tag)
    {
        public static Rendered Of(MenuBody menu, JsonSerializerOptions json)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(menu, json);
            return new(body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        }
    }
}
