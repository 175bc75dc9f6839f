using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>A line as the calculator sees it.</summary>
/// <param name="UnitPriceMinor">Price of one sold unit (a bottle, a case, a dish with its modifiers), in minor units, not negative.</param>
/// <param name="Quantity">Sold units, at least 1.</param>
/// <param name="DiscountMinor">Taken off the whole line; at most the line itself.</param>
/// <param name="CategoryId">The product's category, which decides the taxes that fall on the line.</param>
public readonly record struct PricedLine(long UnitPriceMinor, int Quantity, long DiscountMinor = 0, Guid CategoryId = default)
{
    public long GrossMinor => checked(UnitPriceMinor * Quantity);

    public long TotalMinor => GrossMinor - DiscountMinor;
}

/// <param name="Base">What the rate was applied to, to the nearest minor unit; without the tax when that is included.</param>
/// <param name="IsIncluded">The amount is inside the prices and not added to the total.</param>
public sealed record TaxAmount(string Name, decimal Rate, Money Base, Money Amount, bool IsIncluded = false);

/// <summary>What a basket costs. <c>Total = Net + Service + Tax</c>, exactly; taxes inside the prices are part of Net and Service.</summary>
/// <param name="Gross">The lines before discounts.</param>
/// <param name="Net">The lines after discounts; the subtotal of the receipt.</param>
/// <param name="Taxes">Every tax of the shop, in its order, those on top and those included.</param>
/// <param name="Tax">The taxes on top.</param>
/// <param name="TaxIncluded">The taxes inside the prices.</param>
/// <param name="Total">What a card would be charged.</param>
/// <param name="CashRounding">What paying in cash adds (or, negative, takes off); never part of the tax.</param>
public sealed record Totals(
    Money Gross, Money Net, Money Service, IReadOnlyList<TaxAmount> Taxes, Money Tax, Money TaxIncluded, Money Total, Money CashRounding)
{
    /// <summary>The named limit of one order's lines.</summary>
    public const int MaxLines = 500;

    /// <summary>The named limit of one line's quantity.</summary>
    public const int MaxQuantity = 9_999;

    /// <summary>No price of one smallest unit is above this.</summary>
    public const long MaxPriceMinor = 100_000_000_000;

    /// <summary>No order is above this, so that the product of any two of its amounts, taxed as often as can be, still fits a decimal.</summary>
    public const long MaxOrderMinor = 10_000_000_000_000;

    /// <summary>What is due when the whole order is paid in cash.</summary>
    public Money DueInCash => Total + CashRounding;

    /// <summary>Computes a basket by a location's rules. Pure: the order of the lines does not matter.</summary>
    /// <remarks>
    /// Service and taxes are computed once on the order, not line by line, so that the sum of many rounded lines
    /// cannot drift from the rate printed on the receipt.
    /// </remarks>
    public static Totals Of(IReadOnlyList<PricedLine> lines, TotalsRules rules)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rules.Taxes.Count, TotalsRules.MaxTaxes);
        var isScoped = IsScoped(rules.Taxes);
        // Lines under the same taxes are one group: bit n is set for tax n. Without scopes there is one group.
        Span<TaxGroup> groups = stackalloc TaxGroup[isScoped ? 1 << rules.Taxes.Count : 1];
        var (gross, net) = (0L, 0L);
        for (var position = 0; position < lines.Count; position++)
        {
            var line = lines[position];
            Check(line);
            gross = checked(gross + line.GrossMinor);
            net = checked(net + line.TotalMinor);
            groups[isScoped ? Group(line.CategoryId, rules.Taxes) : 0].Add(line);
        }

        var currency = rules.Currency;
        var service = rules.Service is { } charge
            ? new Money(charge.Base == ServiceBase.Gross ? gross : net, currency).Share(charge.Rate, charge.Rounding)
            : Money.Zero(currency);
        if (service.Minor != 0)
            TaxGroup.ShareService(groups, service.Minor, rules.Service!.Base == ServiceBase.Gross, rules.Service.Base == ServiceBase.Gross ? gross : net);
        var taxes = new TaxAmount[rules.Taxes.Count];
        var included = Taxation.Included(groups, rules, taxes, net + service.Minor);
        var tax = Taxation.OnTop(groups, rules, taxes);
        var total = new Money(checked(net + service.Minor + tax), currency);
        var inCash = total.RoundTo(rules.Cash.IncrementMinor, rules.Cash.Rounding);
        return new(new(gross, currency), new(net, currency), service, taxes, new(tax, currency), new(included, currency), total, inCash - total);
    }

    private static bool IsScoped(IReadOnlyList<TaxRule> taxes)
    {
        for (var position = 0; position < taxes.Count; position++)
        {
            if (taxes[position].IsScoped)
                return true;
        }

        return false;
    }

    private static int Group(Guid category, IReadOnlyList<TaxRule> taxes)
    {
        var group = 0;
        for (var position = 0; position < taxes.Count; position++)
        {
            if (taxes[position].Scope?.Covers(category) ?? true)
                group |= 1 << position;
        }

        return group;
    }

    private static void Check(PricedLine line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line.UnitPriceMinor);
        ArgumentOutOfRangeException.ThrowIfLessThan(line.Quantity, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(line.DiscountMinor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(line.DiscountMinor, line.GrossMinor);
    }
}
