using PosAspire.Domain.Sales;

namespace PosAspire.Domain.Shared;

/// <summary>One tax of a location.</summary>
public sealed class LocationTax
{
    private readonly List<LocationTaxCategory> categories = [];

    private LocationTax()
    {
    }

    public Guid LocationId { get; private set; }

    /// <summary>Order on the receipt, from 1 to <see cref="TotalsRules.MaxTaxes"/>; a stacked tax includes those before it.</summary>
    public short Position { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>0.07 is 7 %.</summary>
    public decimal Rate { get; private set; }

    public TaxBase Base { get; private set; }

    public Rounding Rounding { get; private set; }

    /// <summary>The prices contain it; otherwise it comes on top.</summary>
    public bool IsIncluded { get; private set; }

    public TaxScopeKind Scope { get; private set; }

    /// <summary>The categories its scope names.</summary>
    public IReadOnlyList<LocationTaxCategory> Categories => categories;

    /// <summary>The tax as the calculator knows it.</summary>
    public TaxRule Rule() => new(Name, Rates.Plain(Rate), Base, Rounding, IsIncluded, TaxScope.Of(Scope, categories.Select(named => named.CategoryId)));
}

/// <summary>Rates as they are stored, <c>numeric(7, 6)</c>.</summary>
internal static class Rates
{
    /// <summary>Without the zeros of the column: a receipt says 0.07, not 0.070000.</summary>
    public static decimal Plain(decimal rate) => rate / 1.000000000000000000000000000m;
}

/// <summary>A category that a tax's scope names. It cannot be deleted while a tax names it.</summary>
public sealed class LocationTaxCategory
{
    private LocationTaxCategory()
    {
    }

    public Guid LocationId { get; private set; }

    public short Position { get; private set; }

    public Guid CategoryId { get; private set; }
}
