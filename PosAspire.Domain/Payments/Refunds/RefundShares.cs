using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Refunds;

/// <summary>What an order cost, as it was written on the day.</summary>
public readonly record struct PaidTotals(long NetMinor, long ServiceMinor, long TaxMinor)
{
    public long TotalMinor => NetMinor + ServiceMinor + TaxMinor;
}

/// <summary>
/// What was paid for each line of an order: the line after its discount, with its share of the service charge and of the taxes on top.
/// The shares add up to the order's total, because each sum is spread cumulatively and the last line takes what rounding left.
/// </summary>
public static class RefundShares
{
    /// <summary>The shares, in the order of the lines.</summary>
    /// <param name="rules">The shop's rules of now. They say which lines a tax fell on only if they still lead to what was paid.</param>
    public static long[] Of(IReadOnlyList<PricedLine> lines, PaidTotals paid, TotalsRules rules)
    {
        var shares = new long[lines.Count];
        for (var line = 0; line < shares.Length; line++)
            shares[line] = lines[line].TotalMinor;
        var totals = Totals.Of(lines, rules);
        var same = new PaidTotals(totals.Net.Minor, totals.Service.Minor, totals.Tax.Minor) == paid;
        var service = Spread(paid.ServiceMinor, lines, line => same && rules.Service?.Base == ServiceBase.Gross ? lines[line].GrossMinor : lines[line].TotalMinor);
        Add(shares, service);
        if (!same)
        {
            Add(shares, Spread(paid.TaxMinor, lines, line => lines[line].TotalMinor));
            return shares;
        }

        for (var tax = 0; tax < rules.Taxes.Count; tax++)
        {
            var rule = rules.Taxes[tax];
            if (!rule.IsIncluded)
                Add(shares, Spread(totals.Taxes[tax].Amount.Minor, lines, line => Taxed(rule, lines[line], service[line])));
        }

        return shares;
    }

    /// <summary>What some units of a line come to, after others of it came back already: all of them together are what was paid for it.</summary>
    /// <param name="before">Units that came back before.</param>
    public static long OfUnits(long paidMinor, int quantity, int before, int units) => Part(paidMinor, before + units, quantity) - Part(paidMinor, before, quantity);

    private static long Taxed(TaxRule rule, PricedLine line, long service)
    {
        if (rule.Scope?.Covers(line.CategoryId) == false)
            return 0;
        return line.TotalMinor + (rule.TaxesService ? service : 0);
    }

    private static long[] Spread(long amount, IReadOnlyList<PricedLine> lines, Func<int, long> weightOf)
    {
        var shares = new long[lines.Count];
        if (amount == 0 || shares.Length == 0)
            return shares;
        var weights = Enumerable.Range(0, shares.Length).Select(weightOf).ToArray();
        if (weights.All(weight => weight == 0))
            Array.Fill(weights, 1);
        var (whole, soFar, given) = (weights.Sum(), 0L, 0L);
        for (var line = 0; line < shares.Length; line++)
        {
            soFar += weights[line];
            shares[line] = Part(amount, soFar, whole) - given;
            given += shares[line];
        }

        return shares;
    }

    private static void Add(long[] shares, long[] more)
    {
        for (var line = 0; line < shares.Length; line++)
            shares[line] += more[line];
    }

    // No order is above Totals.MaxOrderMinor, so the product of two of its amounts fits a decimal exactly.
    private static long Part(long amount, long part, long whole) => (long)Rounding.HalfUp.Round((decimal)amount * part / whole);
}
