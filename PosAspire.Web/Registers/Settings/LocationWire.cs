namespace PosAspire.Web.Registers.Settings;

/// <summary>A shop's settings, as Api keeps them.</summary>
public sealed record LocationSettings(
    string Code, string Name, string Profile, string Currency, string TimeZone, TimeOnly DayCutover, string PriceList, string Address, string Phone, string ReceiptHeader,
    string ReceiptFooter, IReadOnlyList<LocationTax> Taxes, LocationService? Service, long CashIncrementMinor, string CashRounding, int Version);

public sealed record LocationTax(string Name, decimal Rate, bool Included, string Base, string Scope, IReadOnlyList<string> Categories);

public sealed record LocationService(decimal Rate, string Base);

public sealed record ChangedLocation(string Name, int Version, string Address, string Phone, string ReceiptHeader, string ReceiptFooter);

/// <summary>What the people of a shop give back of one order alone.</summary>
public sealed record RefundLimit(string Location, string Currency, long LimitMinor, long ManagerLimitMinor);

/// <param name="LimitMinor">Null for the product's own.</param>
public sealed record ChangedRefundLimit(long? LimitMinor);
