using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <param name="UnitPriceMinor">Price of one sold unit.</param>
public sealed record LineBody(Guid ProductId, string Name, string Size, int Quantity, long UnitPriceMinor, long LineTotalMinor);

/// <param name="Rate">0.07 is 7 %.</param>
public sealed record TaxBody(string Name, decimal Rate, long AmountMinor);

/// <summary>What a basket would cost.</summary>
/// <param name="DueMinor">What is due in cash, after rounding to coins that exist.</param>
public sealed record QuoteBody(
    string Location, string Currency, IReadOnlyList<LineBody> Lines, long SubtotalMinor, IReadOnlyList<TaxBody> Taxes,
    long ServiceMinor, long TotalMinor, long CashRoundingMinor, long DueMinor);

/// <summary>An order as it was sold.</summary>
/// <param name="Number">Counts from 1 per location and business day.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record OrderBody(
    Guid Id, string Number, string Status, string Location, string Currency, DateOnly BusinessDay, DateTime CreatedAt,
    IReadOnlyList<LineBody> Lines, long SubtotalMinor, IReadOnlyList<TaxBody> Taxes, long ServiceMinor, long TotalMinor,
    long CashRoundingMinor, long DueMinor, long TenderedMinor, long ChangeMinor);

internal static class OrderBodies
{
    public static IReadOnlyList<TaxBody> Taxes(Totals totals) =>
        [.. totals.Taxes.Select(tax => new TaxBody(tax.Name, tax.Rate, tax.Amount.Minor))];

    public static IReadOnlyList<LineBody> Lines(Basket basket) =>
        [.. basket.Lines.Select(line => new LineBody(line.ProductId, line.Name, line.Size, line.Quantity, line.UnitPriceMinor, line.TotalMinor))];
}
