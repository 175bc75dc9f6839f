using FsCheck;
using FsCheck.Fluent;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Sales;

public sealed class TotalsTests
{
    private static readonly TotalsRules Iowa = new(
        Currency.Usd, null, [new("Sales tax", 0.07m, TaxBase.Net, Rounding.HalfUp)], new(5, Rounding.HalfUp));

    private static readonly TotalsRules Jakarta = new(
        Currency.Idr, new(0.05m, ServiceBase.Gross, Rounding.HalfUp),
        [new("PB1", 0.10m, TaxBase.NetPlusService, Rounding.HalfUp)], new(100, Rounding.HalfUp));

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    public void The_worked_example_of_the_Jakarta_tax_office_holds()
    {
        // 100,000 less 20 % = 80,000; service 5 % of gross = 5,000; PB1 10 % of 85,000 = 8,500.
        var totals = Totals.Of([new PricedLine(100_000, 1, 20_000)], Jakarta);
        Assert.Equal((80_000, 5_000, 8_500, 93_500), (totals.Net.Minor, totals.Service.Minor, totals.Tax.Minor, totals.Total.Minor));
        Assert.Equal(0, totals.CashRounding.Minor);
    }

    [Fact]
    public void Another_restaurants_rule_is_a_setting()
    {
        // fahaqi040987/Restaurant-Modern-Steak, menu-items-prices-review.md: service 10 % and PPN 11 %, both on the subtotal.
        var rules = new TotalsRules(
            Currency.Idr, new(0.10m, ServiceBase.Net, Rounding.HalfUp), [new("PPN", 0.11m, TaxBase.Net, Rounding.HalfUp)], new(100, Rounding.HalfUp));
        var totals = Totals.Of([new PricedLine(275_000, 1)], rules);
        Assert.Equal((27_500, 30_250, 332_750), (totals.Service.Minor, totals.Tax.Minor, totals.Total.Minor));
    }

    [Fact]
    public void A_bottle_in_Iowa_is_taxed_once_and_rounded_to_coins_in_cash()
    {
        var totals = Totals.Of([new PricedLine(938, 1)], Iowa);
        Assert.Equal((938, 66, 1_004, 1, 1_005), (totals.Net.Minor, totals.Tax.Minor, totals.Total.Minor, totals.CashRounding.Minor, totals.DueInCash.Minor));
    }

    [Fact]
    public void Tax_is_rounded_on_the_order_and_not_on_each_line()
    {
        // Seven cents a line would round up ten times.
        var totals = Totals.Of([.. Enumerable.Repeat(new PricedLine(107, 1), 10)], Iowa);
        Assert.Equal(75, totals.Tax.Minor);
    }

    [Fact]
    public void Any_basket_adds_up() => Prop.ForAll(AnyBasket.Arbitrary(), basket =>
    {
        var (totals, cash) = (basket.Totals, basket.Rules.Cash);
        return totals.Net.Minor == basket.Lines.Sum(line => line.TotalMinor)
            && totals.Gross.Minor == basket.Lines.Sum(line => line.GrossMinor)
            && totals.Total == totals.Net + totals.Service + totals.Tax
            && totals.Tax.Minor == totals.Taxes.Where(tax => !tax.IsIncluded).Sum(tax => tax.Amount.Minor)
            && totals.TaxIncluded.Minor == totals.Taxes.Where(tax => tax.IsIncluded).Sum(tax => tax.Amount.Minor)
            && totals.Taxes.Select(tax => tax.IsIncluded).SequenceEqual(basket.Rules.Taxes.Select(rule => rule.IsIncluded))
            && totals.Taxes.All(tax => tax.Amount.Minor >= 0)
            && totals.DueInCash.Minor % cash.IncrementMinor == 0
            && Math.Abs(totals.CashRounding.Minor) * 2 <= cash.IncrementMinor;
    }).Check(Many);

    [Fact]
    public void The_order_of_scanning_does_not_matter() => Prop.ForAll(AnyBasket.Arbitrary(), basket =>
        Text(basket.Totals) == Text((basket with { Lines = [.. basket.Lines.Reverse()] }).Totals)
        && Text(basket.Totals) == Text((basket with { Lines = [.. basket.Lines.OrderBy(line => line.TotalMinor)] }).Totals)).Check(Many);

    [Fact]
    public void Selling_a_thing_twice_on_one_line_or_on_two_is_the_same() => Prop.ForAll(AnyBasket.Arbitrary(), basket =>
    {
        PricedLine[] merged = [.. basket.Lines.Select(line => line with { Quantity = line.Quantity * 2, DiscountMinor = 0 })];
        PricedLine[] twice = [.. basket.Lines.Concat(basket.Lines).Select(line => line with { DiscountMinor = 0 })];
        return Text((basket with { Lines = merged }).Totals) == Text((basket with { Lines = twice }).Totals);
    }).Check(Many);

    [Fact]
    public void A_tax_inside_the_prices_and_what_it_is_taken_from_are_the_price() => Prop.ForAll(AnyBasket.Arbitrary(), basket =>
    {
        TaxRule[] one = [.. basket.Rules.Taxes.Take(1).Select(rule => rule with { IsIncluded = true, Scope = null })];
        var totals = (basket with { Rules = basket.Rules with { Taxes = one } }).Totals;
        return one.Length == 0
            || totals.Taxes[0].Base + totals.Taxes[0].Amount == totals.Net + (one[0].Base is TaxBase.Net or TaxBase.NetPlusTaxes ? Money.Zero(Currency.Idr) : totals.Service);
    }).Check(Many);

    [Fact]
    public void Taxes_inside_the_prices_never_find_more_than_there_is() => Prop.ForAll(AnyBasket.Arbitrary(), basket =>
        basket.Totals.TaxIncluded.Minor <= basket.Totals.Net.Minor + basket.Totals.Service.Minor).Check(Many);

    [Theory]
    [InlineData(-1, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(100, 1, 101)]
    [InlineData(100, 1, -1)]
    public void A_line_that_cannot_be_is_refused(long price, int quantity, long discount) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Totals.Of([new PricedLine(price, quantity, discount)], Iowa));

    // Of two records with lists, the text is compared: lists are equal only to themselves.
    private static string Text(Totals totals) => $"{totals with { Taxes = [] }} {string.Join(' ', totals.Taxes)}";
}
