using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>What a service charge is a share of.</summary>
public enum ServiceBase
{
    /// <summary>The lines before discounts, as in the worked example of the Jakarta tax office.</summary>
    Gross,

    /// <summary>The lines after discounts.</summary>
    Net,
}

/// <summary>What a tax is a share of.</summary>
public enum TaxBase
{
    /// <summary>The lines after discounts.</summary>
    Net,

    /// <summary>The lines after discounts and the service charge.</summary>
    NetPlusService,
}

/// <param name="Rate">0.05 is 5 %.</param>
public sealed record ServiceRule(decimal Rate, ServiceBase Base, Rounding Rounding);

/// <summary>An exclusive tax: it comes on top of the price, once for the whole order.</summary>
/// <param name="Rate">0.07 is 7 %.</param>
public sealed record TaxRule(string Name, decimal Rate, TaxBase Base, Rounding Rounding);

/// <summary>How an amount paid in cash is brought to coins that exist.</summary>
/// <param name="IncrementMinor">The smallest coin in minor units: 5 in the US without pennies, 100 in Indonesia.</param>
public sealed record CashRule(long IncrementMinor, Rounding Rounding);

/// <summary>A location's settings for totals; everything the calculator needs to know about the shop.</summary>
public sealed record TotalsRules(Currency Currency, ServiceRule? Service, IReadOnlyList<TaxRule> Taxes, CashRule Cash);
