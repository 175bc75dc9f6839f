using PosAspire.Domain.Sales;

namespace PosAspire.Domain.Shared;

/// <summary>What kind of shop a location is; a profile switches rooms on, it never forks them.</summary>
public enum LocationProfile
{
    Retail,
    Restaurant,
}

/// <summary>One shop: its currency, clock, price list and the rules its totals follow.</summary>
public sealed class Location
{
    public const int MaxCodeLength = 12;

    public const int MaxNameLength = 100;

    /// <summary>Of an address and of the texts on a receipt.</summary>
    public const int MaxTextLength = 300;

    public const int MaxPhoneLength = 40;

    private readonly List<LocationTax> taxes = [];

    private Location()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Short name that tills and operators use: capitals and digits, e.g. <c>LIQ1</c>.</summary>
    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>As printed under the name, in one or more lines; empty when not stated.</summary>
    public string Address { get; private set; } = "";

    public string Phone { get; private set; } = "";

    /// <summary>Printed above the lines of every receipt; empty when there is nothing to say.</summary>
    public string ReceiptHeader { get; private set; } = "";

    /// <summary>Printed below everything; empty when there is nothing to say.</summary>
    public string ReceiptFooter { get; private set; } = "";

    public LocationProfile Profile { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>IANA name, e.g. <c>America/Chicago</c>.</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>Wall-clock time at which the next business day begins.</summary>
    public TimeOnly DayCutover { get; private set; }

    /// <summary>The price list this shop sells from; the database holds its currency equal to the shop's.</summary>
    public Guid PriceListId { get; private set; }

    /// <summary>Service charge as a share, 0 when there is none.</summary>
    public decimal ServiceRate { get; private set; }

    public ServiceBase ServiceBase { get; private set; }

    public Rounding ServiceRounding { get; private set; }

    /// <summary>The smallest coin cash can be paid with, in minor units; 1 when every minor unit exists.</summary>
    public long CashIncrementMinor { get; private set; }

    public Rounding CashRounding { get; private set; }

    /// <summary>What a cashier may give back of one order without a second person, in minor units; null for the product's own limit.</summary>
    public long? RefundLimitMinor { get; private set; }

    /// <summary>What one payment may come to that waits for a silent provider, in minor units; null for the product's own limit.</summary>
    public long? OfflineItemMinor { get; private set; }

    /// <summary>What all of them may come to; null for the product's own limit.</summary>
    public long? OfflineTotalMinor { get; private set; }

    /// <summary>Rises with every change, for optimistic concurrency.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<LocationTax> Taxes => taxes;

    /// <summary>Whether a text can be a location's code at all; anything else is not worth asking the database.</summary>
    public static bool IsCode(string text) => text.Length is > 0 and <= MaxCodeLength && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    /// <summary>The rules by which this shop's totals are computed.</summary>
    public TotalsRules Rules() => new(
        Shared.Currency.Of(Currency),
        ServiceRate == 0 ? null : new ServiceRule(Rates.Plain(ServiceRate), ServiceBase, ServiceRounding),
        [.. taxes.OrderBy(tax => tax.Position).Select(tax => tax.Rule())],
        new CashRule(CashIncrementMinor, CashRounding));
}
