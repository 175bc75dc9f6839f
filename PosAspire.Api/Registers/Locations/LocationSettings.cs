using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Registers.Locations;

/// <summary>A shop as its manager sees it.</summary>
/// <param name="PriceList">Code of the list that it sells from.</param>
/// <param name="Address">In one or more lines; printed under the name.</param>
/// <param name="ReceiptHeader">Printed above the lines of every receipt.</param>
/// <param name="ReceiptFooter">Printed below everything.</param>
/// <param name="Service">Null when there is no service charge.</param>
/// <param name="CashIncrementMinor">The smallest coin; 1 when every minor unit can be paid.</param>
/// <param name="Version">Goes back with a change; another one means that somebody was faster.</param>
public sealed record LocationSettings(
    string Code, string Name, string Profile, string Currency, string TimeZone, TimeOnly DayCutover, string PriceList, string Address, string Phone,
    string ReceiptHeader, string ReceiptFooter, IReadOnlyList<LocationTaxBody> Taxes, LocationServiceBody? Service, long CashIncrementMinor, string CashRounding, int Version)
{
    internal static LocationSettings Of(Location shop, string priceList, IReadOnlyDictionary<Guid, string> categories) => new(
        shop.Code, shop.Name, EnumText.Of(shop.Profile), shop.Currency, shop.TimeZone, shop.DayCutover, priceList, shop.Address, shop.Phone,
        shop.ReceiptHeader, shop.ReceiptFooter,
        [
            .. shop.Taxes.OrderBy(tax => tax.Position).Select(tax => new LocationTaxBody(
                tax.Name, tax.Rule().Rate, tax.IsIncluded, EnumText.Of(tax.Base), EnumText.Of(tax.Scope),
                [.. tax.Categories.Select(named => categories.GetValueOrDefault(named.CategoryId, "")).Order(StringComparer.Ordinal)])),
        ],
        shop.Rules().Service is { } service ? new(service.Rate, EnumText.Of(shop.ServiceBase)) : null,
        shop.CashIncrementMinor, EnumText.Of(shop.CashRounding), shop.Version);
}

/// <param name="Rate">0.07 is 7 %.</param>
/// <param name="Included">The prices contain it; otherwise it comes on top.</param>
/// <param name="Base"><c>net</c>, or <c>net_plus_service</c> where the service charge is taxed too.</param>
/// <param name="Scope">Whether it falls on everything, on the categories only, or on all but them.</param>
public sealed record LocationTaxBody(string Name, decimal Rate, bool Included, string Base, string Scope, IReadOnlyList<string> Categories);

/// <param name="Rate">0.05 is 5 %.</param>
public sealed record LocationServiceBody(decimal Rate, string Base);

/// <summary>What a manager may change; what money is computed by is not among it.</summary>
/// <param name="Version">The one that was read.</param>
public sealed record LocationRequest(string Name, int Version, string Address = "", string Phone = "", string ReceiptHeader = "", string ReceiptFooter = "");
