using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Match;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Payments.Match;

public sealed class PaymentMatchTests
{
    [Theory]
    [InlineData(PaymentStatus.Captured, 500, ProviderStatus.Captured, 500, null)]
    [InlineData(PaymentStatus.Captured, 500, ProviderStatus.Captured, 600, Difference.OtherAmount)]
    [InlineData(PaymentStatus.Captured, 500, ProviderStatus.Authorized, 500, Difference.RecordedNotPaid)]
    [InlineData(PaymentStatus.Captured, 500, ProviderStatus.NotFound, 0, Difference.RecordedNotPaid)]
    [InlineData(PaymentStatus.Refunded, 500, ProviderStatus.Canceled, 0, Difference.RecordedNotPaid)]
    [InlineData(PaymentStatus.Failed, 0, ProviderStatus.Declined, 0, null)]
    [InlineData(PaymentStatus.Failed, 0, ProviderStatus.NotFound, 0, null)]
    [InlineData(PaymentStatus.Failed, 0, ProviderStatus.Captured, 500, Difference.PaidNotRecorded)]
    [InlineData(PaymentStatus.Failed, 0, ProviderStatus.Authorized, 500, Difference.HeldNotRecorded)]
    [InlineData(PaymentStatus.Unknown, 0, ProviderStatus.Captured, 500, Difference.PaidNotRecorded)]
    [InlineData(PaymentStatus.Unknown, 0, ProviderStatus.NotFound, 0, Difference.StillUnknown)]
    [InlineData(PaymentStatus.Queued, 0, ProviderStatus.Captured, 500, Difference.PaidNotRecorded)]
    [InlineData(PaymentStatus.RequiresAction, 0, ProviderStatus.RequiresAction, 0, null)]
    [InlineData(PaymentStatus.Authorized, 0, ProviderStatus.Authorized, 500, null)]
    [InlineData(PaymentStatus.Captured, 500, ProviderStatus.Unreachable, 0, Difference.NotCompared)]
    [InlineData(PaymentStatus.Failed, 0, ProviderStatus.Unknown, 0, Difference.NotCompared)]
    public void A_disagreement_is_named_and_agreement_is_silent(PaymentStatus here, long captured, ProviderStatus there, long amount, Difference? difference) =>
        Assert.Equal(difference, PaymentMatch.Compare(Till(here, captured), new(there, amount == 0 ? null : Usd(amount), null))?.Kind);

    [Fact]
    public void Refunds_are_compared_where_the_provider_lists_them()
    {
        var till = Till(PaymentStatus.Captured, 500) with { Refunded = Usd(200) };
        Assert.Null(PaymentMatch.Compare(till, new(ProviderStatus.Captured, Usd(500), Usd(200))));
        Assert.Null(PaymentMatch.Compare(till, new(ProviderStatus.Captured, Usd(500), null)));
        Assert.Equal(Difference.OtherRefund, PaymentMatch.Compare(till, new(ProviderStatus.Captured, Usd(500), Usd(0)))?.Kind);
        Assert.Null(PaymentMatch.Compare(Till(PaymentStatus.Failed, 0), new(ProviderStatus.Captured, Usd(500), Usd(500))));
    }

    [Fact]
    public void Every_difference_says_what_to_do() => Assert.All(Enum.GetValues<Difference>(), kind => Assert.EndsWith(".", MatchWords.Of(kind), StringComparison.Ordinal));

    private static TillPayment Till(PaymentStatus status, long captured) =>
        new(Guid.NewGuid(), Guid.NewGuid(), "LIQ1 2026-11-22 17", "stripe", "pi_1", status, Usd(500), Usd(captured), Usd(0));

    private static Money Usd(long minor) => new(minor, Currency.Usd);
}
