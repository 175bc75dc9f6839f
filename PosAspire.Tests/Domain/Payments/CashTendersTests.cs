using FsCheck;
using FsCheck.Fluent;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Payments;

public sealed class CashTendersTests
{
    private static readonly Money Due = new(1_005, Currency.Usd);

    [Fact]
    public void Change_comes_from_the_tender_that_was_too_much()
    {
        Assert.True(CashTenders.TrySettle(Due, [1_000, 500], out var paid, out _));
        Assert.Equal([new(1_000, 1_000, 0), new PaidTender(500, 5, 495)], paid);
    }

    [Fact]
    public void Too_little_says_how_much_is_missing()
    {
        Assert.False(CashTenders.TrySettle(Due, [1_000], out _, out var error));
        Assert.Equal("payment.tender_too_small", error.Code);
        Assert.Contains("USD 0.05 more", error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData(-1L)]
    [InlineData(CashTenders.MaxTenderMinor + 1)]
    public void What_nobody_can_hand_over_is_refused(params long[] tenders)
    {
        Assert.False(CashTenders.TrySettle(Due, tenders, out _, out var error));
        Assert.Equal("payment.invalid_tender", error.Code);
    }

    [Fact]
    public void What_is_paid_is_exactly_what_is_due() =>
        Prop.ForAll(Gen.Choose(0, 2_000).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 5_000).ToArbitrary(), (tenders, due) =>
        {
            long[] given = [.. tenders.Take(CashTenders.MaxTenders).Select(amount => (long)amount)];
            var settled = CashTenders.TrySettle(new(due, Currency.Usd), given, out var paid, out _);
            return settled == given.Sum() >= due
                && (!settled || (paid!.Sum(tender => tender.AmountMinor) == due && paid!.All(tender => tender.AmountMinor + tender.ChangeMinor == tender.TenderedMinor && tender.ChangeMinor >= 0)));
        }).QuickCheckThrowOnFailure();
}
