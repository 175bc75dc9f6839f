using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Sales;

public sealed class TaxTests
{
    private static readonly Guid Food = Guid.NewGuid();
    private static readonly Guid Wine = Guid.NewGuid();

    [Theory]
    // 1,100 with 10 % inside is 1,000 and 100; 1,000 is 909 and 91: nothing is lost between the two.
    [InlineData(1_100, 1_000, 100)]
    [InlineData(1_000, 909, 91)]
    [InlineData(1, 1, 0)]
    public void A_tax_inside_the_price_is_taken_out_of_it(long price, long taxed, long amount)
    {
        var totals = Of(Rules(new TaxRule("VAT", 0.10m, TaxBase.Net, Rounding.HalfUp, IsIncluded: true)), new PricedLine(price, 1));
        var tax = Assert.Single(totals.Taxes);
        Assert.Equal((taxed, amount, true), (tax.Base.Minor, tax.Amount.Minor, tax.IsIncluded));
        Assert.Equal((price, 0, amount, price), (totals.Net.Minor, totals.Tax.Minor, totals.TaxIncluded.Minor, totals.Total.Minor));
    }

    [Fact]
    public void A_tie_is_rounded_by_its_own_rule_and_nothing_is_lost()
    {
        // 100 % inside an odd price: half of it, exactly between two units.
        var totals = Of(Rules(new TaxRule("Half", 1m, TaxBase.Net, Rounding.HalfDown, IsIncluded: true)), new PricedLine(101, 1));
        Assert.Equal((51, 50), (totals.Taxes[0].Base.Minor, totals.Taxes[0].Amount.Minor));
    }

    [Fact]
    public void Two_taxes_inside_one_price_share_it()
    {
        var totals = Of(
            Rules(new TaxRule("State", 0.05m, TaxBase.Net, Rounding.HalfUp, IsIncluded: true), new TaxRule("City", 0.20m, TaxBase.Net, Rounding.HalfUp, IsIncluded: true)),
            new PricedLine(12_500, 1));
        Assert.Equal([500, 2_000], totals.Taxes.Select(tax => tax.Amount.Minor));
    }

    [Fact]
    public void A_tax_stacked_on_another_inside_the_price_counts_it()
    {
        // 10,000 + 10 % = 11,000, and 5 % on that: 11,550.
        var totals = Of(
            Rules(new TaxRule("Excise", 0.10m, TaxBase.Net, Rounding.HalfUp, IsIncluded: true), new TaxRule("VAT", 0.05m, TaxBase.NetPlusTaxes, Rounding.HalfUp, IsIncluded: true)),
            new PricedLine(11_550, 1));
        Assert.Equal([1_000, 550], totals.Taxes.Select(tax => tax.Amount.Minor));
        Assert.Equal([10_000, 11_000], totals.Taxes.Select(tax => tax.Base.Minor));
    }

    [Fact]
    public void A_stacked_tax_on_top_counts_the_rounded_tax_before_it()
    {
        // 999 + 5 % (49.95 → 50) = 1,049, of which 10 % is 104.9 → 105.
        var totals = Of(
            Rules(new TaxRule("GST", 0.05m, TaxBase.Net, Rounding.HalfUp), new TaxRule("QST", 0.10m, TaxBase.NetPlusTaxes, Rounding.HalfUp)), new PricedLine(999, 1));
        Assert.Equal([50, 105], totals.Taxes.Select(tax => tax.Amount.Minor));
        Assert.Equal((1_049, 1_154), (totals.Taxes[1].Base.Minor, totals.Total.Minor));
    }

    [Fact]
    public void A_tax_on_top_taxes_the_price_without_the_tax_inside_it_unless_it_is_stacked()
    {
        var inside = new TaxRule("VAT", 0.10m, TaxBase.Net, Rounding.HalfUp, IsIncluded: true);
        var beside = Of(Rules(inside, new TaxRule("City", 0.01m, TaxBase.Net, Rounding.HalfUp)), new PricedLine(11_000, 1));
        Assert.Equal((10_000, 100, 11_100), (beside.Taxes[1].Base.Minor, beside.Tax.Minor, beside.Total.Minor));
        var stacked = Of(Rules(inside, new TaxRule("City", 0.01m, TaxBase.NetPlusTaxes, Rounding.HalfUp)), new PricedLine(11_000, 1));
        Assert.Equal((11_000, 110), (stacked.Taxes[1].Base.Minor, stacked.Tax.Minor));
    }

    [Fact]
    public void A_tax_falls_on_the_categories_of_its_scope()
    {
        PricedLine[] basket = [new(1_000, 1, CategoryId: Food), new(2_000, 1, CategoryId: Wine)];
        Assert.Equal(300, Of(Rules(Scoped(TaxScopeKind.All)), basket).Tax.Minor);
        Assert.Equal(200, Of(Rules(Scoped(TaxScopeKind.Only, Wine)), basket).Tax.Minor);
        Assert.Equal(100, Of(Rules(Scoped(TaxScopeKind.AllExcept, Wine)), basket).Tax.Minor);
        Assert.Equal(0, Of(Rules(Scoped(TaxScopeKind.AllExcept, Wine, Food)), basket).Tax.Minor);
    }

    [Fact]
    public void A_scoped_tax_on_service_takes_its_lines_share_of_the_service_charge()
    {
        // Service is 300, two thirds of it belong to the wine: (2,000 + 200) × 10 %.
        var rules = new TotalsRules(
            Currency.Idr, new(0.10m, ServiceBase.Net, Rounding.HalfUp),
            [new("Alcohol", 0.10m, TaxBase.NetPlusService, Rounding.HalfUp, Scope: TaxScope.Of(TaxScopeKind.Only, [Wine]))], new(1, Rounding.HalfUp));
        var totals = Totals.Of([new(1_000, 1, CategoryId: Food), new(2_000, 1, CategoryId: Wine)], rules);
        Assert.Equal((300, 220, 3_520), (totals.Service.Minor, totals.Tax.Minor, totals.Total.Minor));
    }

    [Fact]
    public void A_service_charge_in_a_shop_of_inclusive_prices_contains_its_tax()
    {
        var rules = new TotalsRules(
            Currency.Idr, new(0.10m, ServiceBase.Net, Rounding.HalfUp),
            [new("PB1", 0.10m, TaxBase.NetPlusService, Rounding.HalfUp, IsIncluded: true)], new(1, Rounding.HalfUp));
        var totals = Totals.Of([new(100_000, 1)], rules);
        Assert.Equal((10_000, 10_000, 110_000), (totals.Service.Minor, totals.TaxIncluded.Minor, totals.Total.Minor));
    }

    [Theory]
    // Different stacked taxes on parts of a basket: the earlier tax counts with the share that falls on the same lines.
    [InlineData(TaxScopeKind.Only, 220)]
    [InlineData(TaxScopeKind.AllExcept, 110)]
    public void A_scoped_stacked_tax_counts_its_lines_share_of_earlier_taxes(TaxScopeKind scope, long expected)
    {
        var rules = Rules(
            new TaxRule("First", 0.10m, TaxBase.Net, Rounding.HalfUp),
            new TaxRule("Second", 0.10m, TaxBase.NetPlusTaxes, Rounding.HalfUp, Scope: TaxScope.Of(scope, [Wine])));
        Assert.Equal(expected, Of(rules, new(1_000, 1, CategoryId: Food), new(2_000, 1, CategoryId: Wine)).Taxes[1].Amount.Minor);
    }

    [Fact]
    public void Rounding_up_many_taxes_of_a_cent_finds_no_more_than_the_cent()
    {
        var up = new TaxRule("Up", 0.10m, TaxBase.Net, Rounding.Up, IsIncluded: true);
        var totals = Of(Rules(up, up, new TaxRule("Top", 0.10m, TaxBase.Net, Rounding.Up)), new PricedLine(1, 1));
        Assert.Equal((1, 0, 1), (totals.TaxIncluded.Minor, totals.Tax.Minor, totals.Total.Minor));
    }

    [Fact]
    public void The_largest_order_fits()
    {
        var worst = new TaxRule("All", 1m, TaxBase.NetPlusServiceAndTaxes, Rounding.HalfUp, Scope: TaxScope.Of(TaxScopeKind.Only, [Wine]));
        var rules = new TotalsRules(Currency.Idr, new(1m, ServiceBase.Net, Rounding.HalfUp), [worst, worst, worst, worst, worst, worst], new(1, Rounding.HalfUp));
        var totals = Totals.Of([new(Totals.MaxOrderMinor - 1, 1, CategoryId: Wine), new(1, 1, CategoryId: Food)], rules);
        Assert.Equal((Totals.MaxOrderMinor * 2) + ((Totals.MaxOrderMinor - 1) * 2 * 63), totals.Total.Minor);
    }

    [Fact]
    public void More_taxes_than_a_shop_can_have_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(Rules([.. Enumerable.Repeat(Scoped(TaxScopeKind.All), 7)]), new PricedLine(1, 1)));

    private static TaxRule Scoped(TaxScopeKind kind, params Guid[] categories) =>
        new("Tax", 0.10m, TaxBase.Net, Rounding.HalfUp, Scope: TaxScope.Of(kind, categories));

    private static TotalsRules Rules(params TaxRule[] taxes) => new(Currency.Usd, null, taxes, new(1, Rounding.HalfUp));

    private static Totals Of(TotalsRules rules, params PricedLine[] lines) => Totals.Of(lines, rules);
}
