using FsCheck;
using FsCheck.Fluent;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;
using PosAspire.Tests.Domain.Sales;

namespace PosAspire.Tests.Domain.Payments.Refunds;

public sealed class RefundPlanTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    private static readonly TotalsRules Iowa = new(
        Currency.Usd, null, [new("Sales tax", 0.07m, TaxBase.Net, Rounding.HalfUp)], new(5, Rounding.HalfUp));

    /// <summary>A refund as the dice wish it; <paramref name="Roll"/> chooses lines, units and amounts of what is left.</summary>
    private sealed record Wish(int What, int Roll);

    [Fact]
    public void What_was_paid_for_the_lines_adds_up_to_the_order() => Prop.ForAll(AnyBasket.Arbitrary(), basket =>
    {
        var shares = RefundShares.Of(basket.Lines, Paid(basket.Totals), basket.Rules);
        return shares.Sum() == basket.Totals.Total.Minor && shares.All(share => share >= 0);
    }).Check(Many);

    [Fact]
    public void It_adds_up_too_when_the_shop_has_other_rules_today() => Prop.ForAll(AnyBasket.Arbitrary(), AnyBasket.Arbitrary(), (basket, today) =>
        RefundShares.Of(basket.Lines, Paid(basket.Totals), today.Rules).Sum() == basket.Totals.Total.Minor).Check(Many);

    [Fact]
    public void Units_of_a_line_that_come_back_one_by_one_are_what_was_paid_for_it() => Prop.ForAll(
        Gen.Choose(1, 500).ToArbitrary(), Gen.Choose(0, 10_000_000).ToArbitrary(), (quantity, paid) =>
        Enumerable.Range(0, quantity).Sum(before => RefundShares.OfUnits(paid, quantity, before, 1)) == paid).Check(Many);

    [Fact]
    public void Any_sequence_of_refunds_gives_back_what_was_paid_and_never_more()
    {
        var wishes = (from what in Gen.Choose(0, 9) from roll in Gen.Choose(0, 1_000_000) select new Wish(what, roll)).ListOf().ToArbitrary();
        var split = Gen.Choose(0, 100).ToArbitrary();
        Prop.ForAll(AnyBasket.Arbitrary(), wishes, split, (basket, sequence, share) => new Till(basket, share).Plays(sequence)).Check(Many);
    }

    [Fact]
    public void A_discounted_line_brings_back_what_was_paid_for_it()
    {
        // $10 less $4 and $20: tax 7 % of $26 is $1.82, of which 42 cents were paid on the first.
        PricedLine[] lines = [new(1_000, 1, 400), new(2_000, 1)];
        Assert.Equal([642, 2_140], RefundShares.Of(lines, Paid(Totals.Of(lines, Iowa)), Iowa));
    }

    [Fact]
    public void A_tax_comes_back_with_the_lines_it_fell_on()
    {
        var (food, wine) = (Guid.NewGuid(), Guid.NewGuid());
        var rules = Iowa with { Taxes = [new("Wine", 0.10m, TaxBase.Net, Rounding.HalfUp, Scope: TaxScope.Of(TaxScopeKind.Only, [wine]))] };
        PricedLine[] lines = [new(1_000, 1, CategoryId: food), new(1_000, 1, CategoryId: wine)];
        Assert.Equal([1_000, 1_100], RefundShares.Of(lines, Paid(Totals.Of(lines, rules)), rules));
        // When the shop's rules have changed, nobody knows any more on which: the lines share it.
        Assert.Equal([1_050, 1_050], RefundShares.Of(lines, Paid(Totals.Of(lines, rules)), Iowa));
    }

    [Fact]
    public void More_than_was_bought_or_paid_is_refused()
    {
        PaidLine[] lines = [new(1, 3, 2, 300), new(2, 1, 0, 100)];
        string? Code(IReadOnlyList<(int, int)>? wanted, long? amount) => RefundPlan.TryOf(new(400, Currency.Usd), 200, lines, new(wanted, amount), out _)?.Code;
        Assert.Equal("refund.too_many", Code([(1, 2)], null));
        Assert.Equal("order.unknown_line", Code([(3, 1)], null));
        Assert.Equal("refund.invalid_lines", Code([(1, 0)], null));
        Assert.Equal("refund.invalid_lines", Code([(1, 1), (1, 1)], null));
        Assert.Equal("refund.invalid_lines", Code([], null));
        Assert.Equal("refund.too_much", Code(null, 201));
        Assert.Equal("refund.invalid_amount", Code(null, 0));
        Assert.Null(Code(null, 200));
        Assert.Equal("refund.nothing_left", RefundPlan.TryOf(new(100, Currency.Usd), 100, [new(1, 1, 1, 100)], RefundWish.Everything, out _)?.Code);
    }

    private static PaidTotals Paid(Totals totals) => new(totals.Net.Minor, totals.Service.Minor, totals.Tax.Minor);

    /// <summary>An order and its payments, while refunds are taken from it: part of it was paid by card, the rest in cash and rounded.</summary>
    private sealed class Till
    {
        private readonly AnyBasket basket;
        private readonly long[] shares;
        private readonly int[] back;
        private readonly PaidBy[] payments;
        private long refunded;

        public Till(AnyBasket basket, int cardPercent)
        {
            this.basket = basket;
            shares = RefundShares.Of(basket.Lines, Paid(basket.Totals), basket.Rules);
            back = new int[shares.Length];
            var card = Total * cardPercent / 100;
            var cash = new Money(Total - card, Currency.Idr).RoundTo(basket.Rules.Cash.IncrementMinor, basket.Rules.Cash.Rounding).Minor;
            payments = [new(Guid.NewGuid(), TenderType.Card, card, 0), new(Guid.NewGuid(), TenderType.Cash, cash, 0)];
        }

        private long Total => basket.Totals.Total.Minor;

        public bool Plays(IEnumerable<Wish> sequence)
        {
            foreach (var wish in sequence.Append(new Wish(0, 0)))
            {
                if (!Gives(wish))
                    return false;
            }

            // The last wish was for everything that was left.
            return refunded == Total && payments.All(payment => payment.LeftMinor == 0);
        }

        private bool Gives(Wish wish)
        {
            PaidLine[] lines = [.. basket.Lines.Select((line, at) => new PaidLine(at + 1, line.Quantity, back[at], shares[at]))];
            var wanted = Of(wish, lines);
            if (RefundPlan.TryOf(new(Total, Currency.Idr), refunded, lines, wanted, out var plan) is { } error)
                return IsRight(error.Code, wanted);
            var payouts = PayoutPlan.Of(payments, plan!.AmountMinor, refunded, plan.IsLast, basket.Rules.Cash, Currency.Idr);
            foreach (var payout in payouts)
            {
                var at = Array.FindIndex(payments, payment => payment.PaymentId == payout.PaymentId);
                payments[at] = payments[at] with { RefundedMinor = payments[at].RefundedMinor + payout.AmountMinor };
            }

            foreach (var line in plan.Lines)
                back[line.LineNo - 1] += line.Quantity;
            refunded += plan.AmountMinor;
            // Cash is handed out in coins that exist, except for what ends it, which gives back what came in.
            var coins = payouts.Where(payout => payout.Type == TenderType.Cash).All(payout => plan.IsLast || payout.AmountMinor % basket.Rules.Cash.IncrementMinor == 0);
            return coins && plan.AmountMinor >= 0 && refunded <= Total && payments.All(payment => payment.RefundedMinor <= payment.PaidMinor)
                && (plan.Lines.Count == 0 || plan.Lines.Sum(line => line.AmountMinor) == plan.AmountMinor);
        }

        private bool IsRight(string refusal, RefundWish wanted) => refusal switch
        {
            "refund.nothing_left" => refunded == Total && back.Zip(basket.Lines).All(line => line.First == line.Second.Quantity),
            "refund.too_much" => wanted.AmountMinor > Total - refunded,
            "refund.invalid_lines" => wanted.Lines?.Count == 0,
            _ => false,
        };

        private RefundWish Of(Wish wish, PaidLine[] lines)
        {
            if (wish.What == 0)
                return RefundWish.Everything;
            if (wish.What < 4)
                return new(null, 1 + (wish.Roll % (Math.Max(0, Total - refunded) + 1)));
            var left = lines.Where(line => line.Left > 0).ToList();
            return new([.. left.Skip(wish.Roll % (left.Count + 1)).Take(wish.What - 3).Select(line => (line.LineNo, 1 + (wish.Roll % line.Left)))], null);
        }
    }
}
