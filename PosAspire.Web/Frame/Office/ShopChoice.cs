namespace PosAspire.Web.Frame.Office;

/// <summary>A shop as Api lists it.</summary>
public sealed record OfficeShop(string Code, string Name, string Profile, string Currency, string TimeZone)
{
    public bool IsRestaurant => Profile == "restaurant";

    /// <summary>A moment of Api's as the shop's own clock shows it.</summary>
    public string Local(DateTime utc, string format = "yyyy-MM-dd HH:mm") => TimeZoneInfo
        .ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(TimeZone))
        .ToString(format, System.Globalization.CultureInfo.InvariantCulture);

    public string Money(long minor) => Frame.Money.Format(minor, Currency);
}

public sealed record ShopList(IReadOnlyList<OfficeShop> Items);

/// <summary>The shops, and the one that a page is about: the one asked for, else the browser's own, else the first.</summary>
public sealed record ShopChoice(IReadOnlyList<OfficeShop> All, OfficeShop Current)
{
    public static async Task<ShopChoice> Read(ShopApi api, HttpContext http, string? code, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(api);
        var all = (await api.Get<ShopList>("/api/v1/locations", stop)).Required.Items;
        var wanted = code ?? Place.Of(http)?.Location;
        return new(all, all.FirstOrDefault(shop => shop.Code == wanted) ?? all[0]);
    }

    /// <summary>The shop with this code; the current one when there is none.</summary>
    public OfficeShop Of(string code) => All.FirstOrDefault(shop => shop.Code == code) ?? Current;
}
