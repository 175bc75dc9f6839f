using FsCheck;
using FsCheck.Fluent;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Sales;

/// <summary>Any basket in any shop: taxes of every kind, up to the limit, with services and coins of every kind.</summary>
internal sealed record AnyBasket(PricedLine[] Lines, TotalsRules Rules)
{
    private static readonly Guid[] Categories = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];

    public Totals Totals => Totals.Of(Lines, Rules);

    public static Arbitrary<AnyBasket> Arbitrary()
    {
        var line =
            from price in Gen.Choose(0, 5_000_000)
            from quantity in Gen.Choose(1, 200)
            from discount in Gen.Choose(0, 100)
            from category in Gen.Elements(Categories)
            select new PricedLine(price, quantity, (long)price * quantity * discount / 100, category);
        var tax =
            from rate in Gen.Choose(0, 250_000)
            from at in Gen.Elements(Enum.GetValues<TaxBase>())
            from rounding in Gen.Elements(Enum.GetValues<Rounding>())
            from included in Gen.Elements(true, false)
            from scope in Gen.Elements(Enum.GetValues<TaxScopeKind>())
            from named in Gen.SubListOf(Categories)
            select new TaxRule("Tax", rate / 1_000_000m, at, rounding, included, TaxScope.Of(scope, named));
        var service =
            from rate in Gen.Choose(0, 200_000)
            from at in Gen.Elements(Enum.GetValues<ServiceBase>())
            from rounding in Gen.Elements(Enum.GetValues<Rounding>())
            select rate == 0 ? null : new ServiceRule(rate / 1_000_000m, at, rounding);
        var basket =
            from lines in line.NonEmptyListOf()
            from count in Gen.Choose(0, TotalsRules.MaxTaxes)
            from taxes in tax.ListOf(count)
            from charge in service
            from increment in Gen.Elements(1L, 5, 100)
            select new AnyBasket([.. lines], new(Currency.Idr, charge, [.. taxes], new(increment, Rounding.HalfUp)));
        return basket.ToArbitrary();
    }
}
