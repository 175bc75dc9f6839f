using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <summary>A line and how its price came about: <c>unit price = price of its smallest unit × unit quantity + modifiers</c>.</summary>
/// <param name="Unit"><c>bottle</c>, <c>case</c> or <c>each</c>.</param>
/// <param name="UnitQuantity">Smallest units in one sold unit.</param>
/// <param name="UnitPriceMinor">Price of one sold unit, its modifiers included.</param>
/// <param name="DiscountMinor">Taken off the whole line.</param>
/// <param name="LineTotalMinor"><c>unit price × quantity − discount</c>.</param>
public sealed record LineBody(
    Guid ProductId, string Name, string Size, string Unit, int UnitQuantity, int Quantity, long UnitPriceMinor,
    IReadOnlyList<ChosenModifier> Modifiers, long DiscountMinor, long LineTotalMinor);

/// <param name="Rate">0.07 is 7 %.</param>
/// <param name="Included">The amount is inside the prices; otherwise it is added to them.</param>
public sealed record TaxBody(string Name, decimal Rate, long AmountMinor, bool Included);

/// <summary>Something the cashier should know though the sale went through.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Message">A sentence.</param>
public sealed record WarningBody(string Code, Guid ProductId, string Message);

/// <summary>Where the receipt is, in each form.</summary>
public sealed record ReceiptLinks(string Text, string Html, string Escpos)
{
    public static ReceiptLinks Of(Guid order)
    {
        var address = $"/api/v1/orders/{order}/receipt?format=";
        return new(address + "text", address + "html", address + "escpos");
    }
}

/// <summary>What a basket would cost.</summary>
/// <param name="DueMinor">What is due in cash, after rounding to coins that exist.</param>
public sealed record QuoteBody(
    string Location, string Currency, IReadOnlyList<LineBody> Lines, long SubtotalMinor, IReadOnlyList<TaxBody> Taxes,
    long ServiceMinor, long TotalMinor, long CashRoundingMinor, long DueMinor);

/// <summary>An order as it was sold.</summary>
/// <param name="Number">Counts from 1 per location and business day; <c>T1</c> and so on in training.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Note">Printed on the receipt.</param>
public sealed record OrderBody(
    Guid Id, string Number, string Status, string Location, Guid? RegisterId, bool Training, string Currency, DateOnly BusinessDay, DateTime CreatedAt,
    IReadOnlyList<LineBody> Lines, long SubtotalMinor, IReadOnlyList<TaxBody> Taxes, long ServiceMinor, long TotalMinor,
    long CashRoundingMinor, long DueMinor, long TenderedMinor, long ChangeMinor, IReadOnlyList<WarningBody> Warnings, ReceiptLinks Receipt, string? Note = null);

internal static class OrderBodies
{
    /// <summary>What people call an order.</summary>
    public static string Number(int number, bool training) => training ? $"T{number}" : $"{number}";

    public static TaxBody[] Taxes(Totals totals)
    {
        var taxes = new TaxBody[totals.Taxes.Count];
        for (var position = 0; position < taxes.Length; position++)
        {
            var tax = totals.Taxes[position];
            taxes[position] = new(tax.Name, tax.Rate, tax.Amount.Minor, tax.IsIncluded);
        }

        return taxes;
    }

    public static LineBody[] Lines(Basket basket)
    {
        var lines = new LineBody[basket.Lines.Count];
        for (var position = 0; position < lines.Length; position++)
        {
            var line = basket.Lines[position];
            lines[position] = new(
                line.Product.Id, line.Product.Name, line.Size, EnumText.Of(line.Unit), line.UnitQuantity, line.Quantity, line.UnitPriceMinor,
                line.Modifiers, 0, line.TotalMinor);
        }

        return lines;
    }
}
