using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>The taxes of an order, each rounded once: first those inside the prices, then those on top.</summary>
internal static class Taxation
{
    // Shares of a whole are decimals of 28 digits. What they add up to is brought back to the exact value here, or a tie
    // that is one ten-quadrillionth short of a tie would be rounded the other way.
    private const int ExactDecimals = 9;

    /// <summary>Takes the included taxes out of the prices.</summary>
    /// <param name="most">Net and service together: rounding up many small taxes cannot find more than there is.</param>
    /// <returns>Their sum in minor units.</returns>
    public static long Included(Span<TaxGroup> groups, TotalsRules rules, TaxAmount[] taxes, long most)
    {
        for (var tax = 0; tax < taxes.Length; tax++)
        {
            if (!rules.Taxes[tax].IsIncluded)
                continue;
            for (var group = 0; group < groups.Length; group++)
            {
                if (Covers(groups, group, tax))
                    groups[group].AddMarkup(rules.Taxes[tax]);
            }
        }

        var left = most;
        for (var tax = 0; tax < taxes.Length; tax++)
        {
            if (rules.Taxes[tax].IsIncluded)
                left -= Include(groups, rules, taxes, tax, left);
        }

        return most - left;
    }

    /// <summary>Computes the taxes that come on top.</summary>
    /// <returns>Their sum in minor units.</returns>
    public static long OnTop(Span<TaxGroup> groups, TotalsRules rules, TaxAmount[] taxes)
    {
        var sum = 0L;
        for (var tax = 0; tax < taxes.Length; tax++)
        {
            if (!rules.Taxes[tax].IsIncluded)
                sum = checked(sum + AddOnTop(groups, rules, taxes, tax));
        }

        return sum;
    }

    private static long Include(Span<TaxGroup> groups, TotalsRules rules, TaxAmount[] taxes, int tax, long most)
    {
        var rule = rules.Taxes[tax];
        var without = 0m;
        for (var group = 0; group < groups.Length; group++)
        {
            if (Covers(groups, group, tax))
                without += groups[group].IncludedBase(rule);
        }

        var exact = decimal.Round(without * rule.Rate, ExactDecimals);
        var amount = Math.Min((long)rule.Rounding.Round(exact), most);
        for (var group = 0; group < groups.Length; group++)
        {
            if (Covers(groups, group, tax))
                groups[group].Include(rule, exact == 0 ? 0 : amount / exact);
        }

        // The base is what the rounded tax leaves of the price, so that both add up to it.
        taxes[tax] = Amount(rule, decimal.Round(without + exact, ExactDecimals) - amount, amount, rules.Currency);
        return amount;
    }

    private static long AddOnTop(Span<TaxGroup> groups, TotalsRules rules, TaxAmount[] taxes, int tax)
    {
        var rule = rules.Taxes[tax];
        var taxed = 0m;
        for (var group = 0; group < groups.Length; group++)
        {
            if (Covers(groups, group, tax))
                taxed += groups[group].OnTopBase(rule);
        }

        // Included taxes that were rounded up can leave a basket of a few cents below nothing.
        taxed = Math.Max(0, decimal.Round(taxed, ExactDecimals));
        var amount = (long)rule.Rounding.Round(taxed * rule.Rate);
        for (var group = 0; group < groups.Length; group++)
        {
            if (taxed != 0 && Covers(groups, group, tax))
                groups[group].AddOnTop(rule, amount / taxed);
        }

        taxes[tax] = Amount(rule, taxed, amount, rules.Currency);
        return amount;
    }

    private static TaxAmount Amount(TaxRule rule, decimal taxed, long amount, Currency currency) =>
        new(rule.Name, rule.Rate, new((long)Rounding.HalfUp.Round(taxed), currency), new(amount, currency), rule.IsIncluded);

    /// <summary>Without scopes there is one group and every tax falls on it; with them a group's number says which do.</summary>
    private static bool Covers(Span<TaxGroup> groups, int group, int tax) => groups.Length == 1 || (group >> tax & 1) == 1;
}
