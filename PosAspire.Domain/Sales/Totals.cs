using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>A line as the calculator sees it.</summary>
/// <param name="UnitPriceMinor">Price of one sold unit (a bottle, a case), in minor units, not negative.</param>
/// <param name="Quantity">Sold units, at least 1.</param>
/// <param name="DiscountMinor">Taken off the whole line; at most the line itself.</param>
public readonly record struct PricedLine(long UnitPriceMinor, int Quantity, long DiscountMinor = 0)
{
    public long GrossMinor => checked(UnitPriceMinor * Quantity);

    public long TotalMinor => GrossMinor - DiscountMinor;
}

/// <param name="Base">The amount the rate was applied to.</param>
public sealed record TaxAmount(string Name, decimal Rate, Money Base, Money Amount);

/// <summary>What a basket costs. <c>Total = Net + Service + all Taxes</c>, exactly.</summary>
/// <param name="Gross">The lines before discounts.</param>
/// <param name="Net">The lines after discounts; the subtotal of the receipt.</param>
/// <param name="Total">What a card would be charged.</param>
/// <param name="CashRounding">What paying in cash adds (or, negative, takes off); never part of the tax.</param>
public sealed record Totals(Money Gross, Money Net, Money Service, IReadOnlyList<TaxAmount> Taxes, Money Total, Money CashRounding)
{
    /// <summary>The named limit of one order's lines.</summary>
    public const int MaxLines = 500;

    /// <summary>The named limit of one line's quantity.</summary>
    public const int MaxQuantity = 9_999;

    /// <summary>No price of one smallest unit is above this.</summary>
    public const long MaxPriceMinor = 100_000_000_000;

    /// <summary>No order is above this, so that neither service nor taxes can overflow.</summary>
    public const long MaxOrderMinor = 1_000_000_000_000_000;

    public Money Tax => Taxes.Aggregate(Money.Zero(Total.Currency), (sum, tax) => sum + tax.Amount);

    /// <summary>What is due when the whole order is paid in cash.</summary>
    public Money DueInCash => Total + CashRounding;

    /// <summary>Computes a basket by a location's rules. Pure: the order of the lines does not matter.</summary>
    /// <remarks>
    /// Service and taxes are computed once on the order, not line by line, so that the sum of many rounded lines
    /// cannot drift from the rate printed on the receipt.
    /// </remarks>
    public static Totals Of(IReadOnlyCollection<PricedLine> lines, TotalsRules rules)
    {
        var zero = Money.Zero(rules.Currency);
        var (gross, net) = (zero, zero);
        foreach (var line in lines)
        {
            Check(line);
            gross += new Money(line.GrossMinor, rules.Currency);
            net += new Money(line.TotalMinor, rules.Currency);
        }

        var service = rules.Service is { } charge
            ? (charge.Base == ServiceBase.Gross ? gross : net).Share(charge.Rate, charge.Rounding)
            : zero;
        var total = net + service;
        var taxes = new TaxAmount[rules.Taxes.Count];
        for (var position = 0; position < taxes.Length; position++)
        {
            var rule = rules.Taxes[position];
            var taxed = rule.Base == TaxBase.Net ? net : net + service;
            taxes[position] = new TaxAmount(rule.Name, rule.Rate, taxed, taxed.Share(rule.Rate, rule.Rounding));
            total += taxes[position].Amount;
        }

        var inCash = total.RoundTo(rules.Cash.IncrementMinor, rules.Cash.Rounding);
        return new Totals(gross, net, service, taxes, total, inCash - total);
    }

    private static void Check(PricedLine line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line.UnitPriceMinor);
        ArgumentOutOfRangeException.ThrowIfLessThan(line.Quantity, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(line.DiscountMinor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(line.DiscountMinor, line.GrossMinor);
    }
}
