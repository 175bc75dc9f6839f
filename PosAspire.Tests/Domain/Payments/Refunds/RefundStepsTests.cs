using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Payments.Refunds;

public sealed class RefundStepsTests
{
    private static readonly DateTime Start = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);
    private static readonly RefundLimits Limits = RefundLimits.Default;

    private readonly RefundPayout payout = RefundPayout.Outside(
        Refund.Of(new(Guid.NewGuid(), Guid.NewGuid(), RefundKind.Whole, RefundMethod.Original, 1_000, "broken", Guid.NewGuid(), null), Start),
        Guid.NewGuid(), TenderType.Card, new(1_000, Currency.Usd), "stripe", "pi_1", Start);

    [Fact]
    public void It_is_asked_for_once_and_ends_with_the_answer()
    {
        Assert.Equal(RefundVerb.Ask, Next(0));
        Answer(RefundVerb.Ask, 0, new(ProviderStatus.Captured, "re_1", new(1_000, Currency.Usd)));
        Assert.Equal((RefundStatus.Succeeded, "re_1"), (payout.Status, payout.ProviderRef));
        Assert.Null(Next(100_000));
    }

    [Fact]
    public void Nobody_else_asks_while_somebody_does()
    {
        payout.Ask(RefundVerb.Ask, Guid.NewGuid(), Start, Start + Limits.Lease);
        Assert.Null(Next(1));
        // It died: it is looked up, because it may have been heard.
        Assert.Equal(RefundVerb.Read, Next(26));
    }

    [Theory]
    [InlineData(ProviderStatus.Unknown)]
    [InlineData(ProviderStatus.Created)]
    public void In_doubt_it_is_looked_up_and_never_asked_for_again(ProviderStatus doubt)
    {
        Answer(RefundVerb.Ask, 0, new(doubt));
        Assert.Null(Next(0));
        for (var look = 0; look < 20; look++)
        {
            Assert.Equal(RefundVerb.Read, Next(10_000 * (look + 1)));
            Answer(RefundVerb.Read, 10_000 * (look + 1), new(doubt));
        }

        Answer(RefundVerb.Read, 1_000_000, new(ProviderStatus.Captured, "re_1"));
        Assert.Equal(RefundStatus.Succeeded, payout.Status);
    }

    [Fact]
    public void What_was_certainly_not_heard_is_asked_for_again()
    {
        Answer(RefundVerb.Ask, 0, new(ProviderStatus.Unreachable));
        Assert.Equal((RefundStatus.Pending, RefundVerb.Ask), (payout.Status, Next(60)));
        Answer(RefundVerb.Ask, 60, new(ProviderStatus.Unknown));
        Answer(RefundVerb.Read, 120, new(ProviderStatus.NotFound));
        Assert.Equal(RefundVerb.Ask, Next(300));
    }

    [Fact]
    public void A_call_that_may_be_under_way_keeps_its_key_and_a_long_dead_one_gets_another()
    {
        var first = payout.Wanted().Key;
        Answer(RefundVerb.Ask, 0, new(ProviderStatus.Unknown));
        Answer(RefundVerb.Read, 10, new(ProviderStatus.NotFound));
        Assert.Equal(first, payout.Wanted().Key);
        Answer(RefundVerb.Ask, 20, new(ProviderStatus.Unknown));
        Answer(RefundVerb.Read, 80, new(ProviderStatus.NotFound));
        Assert.NotEqual(first, payout.Wanted().Key);
    }

    [Theory]
    [InlineData(ProviderStatus.Declined)]
    [InlineData(ProviderStatus.Canceled)]
    [InlineData(ProviderStatus.Rejected)]
    [InlineData(ProviderStatus.NotFound)]
    public void A_refusal_is_the_end_of_it(ProviderStatus refusal)
    {
        Answer(RefundVerb.Ask, 0, new(refusal, Code: "charge_disputed"));
        Assert.Equal((RefundStatus.Failed, "charge_disputed"), (payout.Status, payout.FailureCode));
        Assert.Null(Next(100_000));
    }

    [Fact]
    public void A_look_that_is_not_accepted_says_nothing_about_the_money()
    {
        Answer(RefundVerb.Ask, 0, new(ProviderStatus.Unknown));
        Answer(RefundVerb.Read, 60, new(ProviderStatus.Rejected, Code: "bad_request"));
        Assert.Equal(RefundStatus.Unknown, payout.Status);
    }

    [Fact]
    public void Another_amount_than_was_asked_for_is_no_success()
    {
        Answer(RefundVerb.Ask, 0, new(ProviderStatus.Captured, "re_1", new(999, Currency.Usd)));
        Assert.Equal((RefundStatus.Failed, "amount_mismatch"), (payout.Status, payout.FailureCode));
    }

    [Fact]
    public void A_refund_is_as_certain_as_its_least_certain_part()
    {
        Assert.Equal(RefundStatus.Succeeded, Refund.Together([]));
        Assert.Equal(RefundStatus.Pending, Refund.Together([RefundStatus.Succeeded, RefundStatus.Pending]));
        Assert.Equal(RefundStatus.Unknown, Refund.Together([RefundStatus.Pending, RefundStatus.Unknown]));
        Assert.Equal(RefundStatus.Failed, Refund.Together([RefundStatus.Unknown, RefundStatus.Failed, RefundStatus.Succeeded]));
    }

    private RefundVerb? Next(int seconds) => RefundSteps.Next(payout, Start.AddSeconds(seconds));

    private void Answer(RefundVerb verb, int seconds, ProviderAnswer answer)
    {
        var at = Start.AddSeconds(seconds);
        payout.Ask(verb, Guid.NewGuid(), at, at + Limits.Lease);
        payout.Apply(verb, answer, at);
    }
}
