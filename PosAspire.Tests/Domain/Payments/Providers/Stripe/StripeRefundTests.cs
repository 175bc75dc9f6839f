using PosAspire.Domain.Payments.Providers;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Domain.Payments.Providers.Stripe;

public sealed class StripeRefundTests : IAsyncLifetime
{
    private StripeTill till = null!;

    public async Task InitializeAsync() => till = await StripeTill.OpenAsync();

    public async Task DisposeAsync() => await till.DisposeAsync();

    [Theory]
    [InlineData(FakeStripeFault.DoThenDrop, ProviderStatus.Captured)]
    [InlineData(FakeStripeFault.Drop, ProviderStatus.NotFound)]
    public async Task A_refund_whose_answer_was_lost_is_found_by_ours(FakeStripeFault fault, ProviderStatus expected)
    {
        var refund = StripeTill.Back(await till.CapturedAsync(StripeTill.Charge()), 300);
        till.Stripe.Faults.Set("refund", fault, 1);
        await till.Payments.RefundAsync(refund, default);

        Assert.Equal(expected, (await till.Payments.ReadRefundAsync(refund, default)).Status);
    }

    [Theory]
    [InlineData("pending", ProviderStatus.Created)]
    [InlineData("failed", ProviderStatus.Declined)]
    public async Task A_refund_takes_its_time_or_fails(string status, ProviderStatus expected)
    {
        var refund = StripeTill.Back(await till.CapturedAsync(StripeTill.Charge()), 300);
        till.Stripe.Ledger.RefundStatus = status;

        var answer = await till.Payments.RefundAsync(refund, default);
        till.Stripe.Ledger.SettleRefund(answer.Ref!, "succeeded");

        Assert.Equal(expected, answer.Status);
        Assert.Equal(ProviderStatus.Captured, (await till.Payments.ReadRefundAsync(refund with { Ref = answer.Ref }, default)).Status);
    }

    [Fact]
    public async Task More_than_was_paid_is_not_given_back()
    {
        var charge = await till.CapturedAsync(StripeTill.Charge());
        await till.Payments.RefundAsync(StripeTill.Back(charge, 1000), default);

        Assert.Equal(ProviderStatus.Rejected, (await till.Payments.RefundAsync(StripeTill.Back(charge, 251), default)).Status);
        Assert.Equal(ProviderStatus.Captured, (await till.Payments.RefundAsync(StripeTill.Back(charge, 250), default)).Status);
        var over = await till.Payments.RefundAsync(StripeTill.Back(charge, 1), default);
        Assert.Equal((ProviderStatus.Rejected, "charge_already_refunded"), (over.Status, over.Code));
    }

    [Fact]
    public async Task A_whole_refund_that_an_earlier_try_made_late_counts_as_done()
    {
        var charge = await till.CapturedAsync(StripeTill.Charge());
        var late = StripeTill.Back(charge, 1250);
        Assert.Equal(ProviderStatus.NotFound, (await till.Payments.ReadRefundAsync(late, default)).Status);
        var again = StripeTill.Back(charge, 1250);
        var made = await till.Payments.RefundAsync(late, default);

        Assert.Equal((ProviderStatus.Captured, made.Ref), await Both(till.Payments.RefundAsync(again, default)));
        Assert.Equal((ProviderStatus.Captured, made.Ref), await Both(till.Payments.ReadRefundAsync(again, default)));
        Assert.Equal(ProviderStatus.NotFound, (await till.Payments.ReadRefundAsync(StripeTill.Back(charge, 300), default)).Status);
        Assert.Single(till.Stripe.Ledger.Refunds);
    }

    private static async Task<(ProviderStatus Status, string? Ref)> Both(Task<ProviderAnswer> asked) => (await asked) is var answer ? (answer.Status, answer.Ref) : default;
}
