using System.Collections.Frozen;
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

/// <summary>What a tax is a share of. A tax on top never taxes a tax that is inside the price, unless its base says so.</summary>
public enum TaxBase
{
    /// <summary>The lines after discounts.</summary>
    Net,

    /// <summary>The lines after discounts and the service charge.</summary>
    NetPlusService,

    /// <summary>The lines after discounts and the taxes before this one: a stacked tax.</summary>
    NetPlusTaxes,

    /// <summary>The lines after discounts, the service charge and the taxes before this one.</summary>
    NetPlusServiceAndTaxes,
}

/// <summary>How the categories that a tax names are meant.</summary>
public enum TaxScopeKind
{
    /// <summary>It names none and taxes everything.</summary>
    All,

    /// <summary>It taxes what it names.</summary>
    Only,

    /// <summary>What it names is exempt.</summary>
    AllExcept,
}

/// <summary>Which lines a tax falls on, by the category of their product.</summary>
public sealed class TaxScope
{
    public static readonly TaxScope All = new(TaxScopeKind.All, []);

    private readonly FrozenSet<Guid> categories;

    private TaxScope(TaxScopeKind kind, IEnumerable<Guid> categories) => (Kind, this.categories) = (kind, categories.ToFrozenSet());

    public TaxScopeKind Kind { get; }

    public static TaxScope Of(TaxScopeKind kind, IEnumerable<Guid> categories) => kind == TaxScopeKind.All ? All : new(kind, categories);

    public bool Covers(Guid category) => Kind switch
    {
        TaxScopeKind.Only => categories.Contains(category),
        TaxScopeKind.AllExcept => !categories.Contains(category),
        _ => true,
    };
}

/// <param name="Rate">0.05 is 5 %.</param>
public sealed record ServiceRule(decimal Rate, ServiceBase Base, Rounding Rounding);

/// <summary>A tax, computed once for the whole order.</summary>
/// <param name="Rate">0.07 is 7 %.</param>
/// <param name="IsIncluded">The prices (and the service charge, where the base has it) contain the tax; otherwise it comes on top.</param>
/// <param name="Scope">Which lines it falls on; all when null.</param>
public sealed record TaxRule(string Name, decimal Rate, TaxBase Base, Rounding Rounding, bool IsIncluded = false, TaxScope? Scope = null)
{
    internal bool TaxesService { get; } = Base is TaxBase.NetPlusService or TaxBase.NetPlusServiceAndTaxes;

    internal bool IsStacked { get; } = Base is TaxBase.NetPlusTaxes or TaxBase.NetPlusServiceAndTaxes;

    internal bool IsScoped { get; } = Scope is { Kind: not TaxScopeKind.All };
}

/// <summary>How an amount paid in cash is brought to coins that exist.</summary>
/// <param name="IncrementMinor">The smallest coin in minor units: 5 in the US without pennies, 100 in Indonesia.</param>
public sealed record CashRule(long IncrementMinor, Rounding Rounding);

/// <summary>A location's settings for totals; everything the calculator needs to know about the shop.</summary>
/// <param name="Taxes">In the order of the receipt, at most <see cref="MaxTaxes"/>; a stacked tax includes those before it.</param>
public sealed record TotalsRules(Currency Currency, ServiceRule? Service, IReadOnlyList<TaxRule> Taxes, CashRule Cash)
{
    /// <summary>The named limit of one shop's taxes.</summary>
    public const int MaxTaxes = 6;
}
