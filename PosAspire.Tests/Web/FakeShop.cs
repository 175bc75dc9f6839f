namespace PosAspire.Tests.Web;

/// <summary>A few bottles and their arithmetic: 7 % tax on top, cash to five cents.</summary>
public sealed class FakeShop
{
    public const string Whiskey = "088004038226";
    public const string Vodka = "619947000013";
    public const string Rum = "080480280017";

    /// <summary>One barcode on three items, as in the state's own file.</summary>
    public const string Shared = "088004036225";

    public const string CaseOfRum = "10080480280014";

    private static readonly (string Barcode, FakeItem Item)[] Items =
    [
        (Whiskey, Bottle("BLACK VELVET", "CANADIAN WHISKIES", "750 ml", 1099)),
        (Vodka, Bottle("TITOS HANDMADE VODKA", "AMERICAN VODKAS", "750 ml", 1999)),
        (Rum, Bottle("BACARDI SUPERIOR", "WHITE RUM", "1 l", 1650)),
        (Shared, Bottle("SCORESBY RARE SCOTCH", "SCOTCH WHISKIES", "1.75 l", 1650)),
        (Shared, Bottle("HERRADURA ULTRA ANEJO", "100% AGAVE TEQUILA", "750 ml", 4499)),
        (Shared, Bottle("CASAMIGOS BLANCO", "100% AGAVE TEQUILA", "375 ml", 2475)),
    ];

    public static readonly object[] Locations =
    [
        new { code = "LIQ1", name = "Iowa Spirits", profile = "retail", currency = "USD", timeZone = "America/Chicago" },
        new { code = "STK1", name = "Steak Kenangan", profile = "restaurant", currency = "IDR", timeZone = "Asia/Jakarta" },
    ];

    /// <summary>When set, every sale is refused because this item has run out.</summary>
    public string? OutOfStock { get; set; }

    public static IReadOnlyList<FakeItem> ByBarcode(string code) => code == CaseOfRum
        ? [Items[2].Item with { Barcode = code, Unit = "case", UnitQuantity = 12 }]
        : [.. Items.Where(entry => entry.Barcode == code).Select(entry => entry.Item with { Barcode = code })];

    public static FakeQuote Quote(string location, IReadOnlyList<FakeLine> lines)
    {
        var priced = lines.Select(line =>
        {
            var item = Items.First(entry => entry.Item.ProductId == line.ProductId).Item;
            return new FakePricedLine(item.ProductId, item.Name, item.Size, line.Quantity, item.PriceMinor, item.PriceMinor * line.Quantity);
        }).ToList();
        var subtotal = priced.Sum(line => line.LineTotalMinor);
        var tax = (subtotal * 7 + 50) / 100;
        var total = subtotal + tax;
        var due = (total + 2) / 5 * 5;
        return new(location, "USD", priced, subtotal, [new("Iowa sales tax", 0.07m, tax)], 0, total, due - total, due);
    }

    private static FakeItem Bottle(string name, string category, string size, long price) =>
        new(Guid.CreateVersion7(), name, "", category, size, "bottle", 1, "", price, "USD", 24);
}

public sealed record FakeItem(
    Guid ProductId, string Name, string Brand, string Category, string Size, string Unit, int UnitQuantity, string Barcode, long PriceMinor,
    string Currency, int OnHand);

public sealed record FakePricedLine(Guid ProductId, string Name, string Size, int Quantity, long UnitPriceMinor, long LineTotalMinor);

public sealed record FakeTax(string Name, decimal Rate, long AmountMinor);

public record FakeQuote(
    string Location, string Currency, IReadOnlyList<FakePricedLine> Lines, long SubtotalMinor, IReadOnlyList<FakeTax> Taxes,
    long ServiceMinor, long TotalMinor, long CashRoundingMinor, long DueMinor);

public sealed record FakeOrder(
    Guid Id, string Number, string Status, string Location, string Currency, DateOnly BusinessDay, DateTimeOffset CreatedAt,
    IReadOnlyList<FakePricedLine> Lines, long SubtotalMinor, IReadOnlyList<FakeTax> Taxes, long ServiceMinor, long TotalMinor,
    long CashRoundingMinor, long DueMinor, long TenderedMinor, long ChangeMinor)
{
    public static FakeOrder From(FakeQuote quote, long tendered, int number) => new(
        Guid.CreateVersion7(), $"LIQ1-20261121-{number:0000}", "completed", quote.Location, quote.Currency, new(2026, 11, 21),
        new(2026, 11, 21, 23, 5, 0, TimeSpan.Zero), quote.Lines, quote.SubtotalMinor, quote.Taxes, quote.ServiceMinor, quote.TotalMinor,
        quote.CashRoundingMinor, quote.DueMinor, tendered, tendered - quote.DueMinor);
}
