using PosAspire.Domain.Payments.Providers;

namespace PosAspire.Tests.Domain.Payments.Providers.Stripe;

public sealed class StripeReaderTests : IAsyncLifetime
{
    private StripeTill till = null!;

    public async Task InitializeAsync() => till = await StripeTill.OpenAsync();

    public async Task DisposeAsync() => await till.DisposeAsync();

    [Fact]
    public async Task A_reader_waits_for_the_card_and_then_the_money_is_held()
    {
        var charge = await till.AnnouncedAsync(StripeTill.AtReader());

        Assert.Equal(ProviderStatus.Created, (await till.Payments.ReadAsync(charge, default)).Status);
        Assert.Equal((ProviderStatus.RequiresAction, charge.Ref), await AskedAsync(charge));
        Assert.Equal(ProviderStatus.RequiresAction, (await till.Payments.ReadAsync(charge, default)).Status);
        till.Stripe.Ledger.PresentCard(StripeTill.Reader, last4: "1881");
        var held = await till.Payments.ReadAsync(charge, default);

        Assert.Equal((ProviderStatus.Authorized, new CardSeen("visa", "1881")), (held.Status, held.Card));
        Assert.NotNull(held.Until);
        Assert.Equal(ProviderStatus.Captured, (await till.Payments.CaptureAsync(charge, default)).Status);
        Assert.Equal(["card_present"], till.Intent.Types);
    }

    [Fact]
    public async Task A_declined_card_and_a_customer_who_leaves_are_told_apart()
    {
        var declined = await till.AnnouncedAsync(StripeTill.AtReader());
        await AskedAsync(declined);
        till.Stripe.Ledger.PresentCard(StripeTill.Reader, declinedWith: "pin_try_exceeded");
        var first = await till.Payments.ReadAsync(declined, default);
        var left = await till.AnnouncedAsync(StripeTill.AtReader());
        await AskedAsync(left);
        till.Stripe.Ledger.LeaveReader(StripeTill.Reader);
        var second = await till.Payments.ReadAsync(left, default);

        Assert.Equal((ProviderStatus.Declined, "pin_try_exceeded"), (first.Status, first.Code));
        Assert.Equal((ProviderStatus.Declined, "customer_canceled"), (second.Status, second.Code));
        Assert.Equal(0, till.Stripe.Ledger.Held);
    }

    [Fact]
    public async Task A_reader_that_is_busy_with_another_refuses_and_with_this_one_waits_on()
    {
        var first = await till.AnnouncedAsync(StripeTill.AtReader());
        var second = await till.AnnouncedAsync(StripeTill.AtReader());
        await AskedAsync(first);

        var busy = await till.Payments.ConfirmAsync(second, default);
        var again = await till.Payments.ConfirmAsync(first with { Attempt = 2 }, default);

        Assert.Equal((ProviderStatus.Rejected, "terminal_reader_busy"), (busy.Status, busy.Code));
        Assert.Equal((ProviderStatus.RequiresAction, first.Ref), (again.Status, again.Ref));
    }

    [Fact]
    public async Task A_reader_that_is_off_or_gone_refuses()
    {
        till.Stripe.Ledger.AddReader("tmr_off", "offline");
        var off = await till.Payments.ConfirmAsync(await till.AnnouncedAsync(StripeTill.AtReader("tmr_off")), default);
        var unknown = await till.AnnouncedAsync(StripeTill.AtReader("tmr_nobody"));
        var gone = await till.Payments.ConfirmAsync(unknown, default);

        Assert.Equal((ProviderStatus.Rejected, "terminal_reader_offline"), (off.Status, off.Code));
        Assert.Equal((ProviderStatus.Rejected, "resource_missing"), (gone.Status, gone.Code));
        Assert.Equal(ProviderStatus.Created, (await till.Payments.ReadAsync(unknown, default)).Status);
    }

    [Fact]
    public async Task Letting_go_frees_the_reader_and_leaves_anothers_payment_on_it()
    {
        var own = await till.AnnouncedAsync(StripeTill.AtReader());
        await AskedAsync(own);
        var canceled = await till.Payments.CancelAsync(own, default);
        var other = await till.AnnouncedAsync(StripeTill.AtReader());
        await AskedAsync(other);
        await till.Payments.CancelAsync(await till.AnnouncedAsync(StripeTill.AtReader()), default);

        Assert.Equal(ProviderStatus.Canceled, canceled.Status);
        Assert.Equal(ProviderStatus.RequiresAction, (await till.Payments.ReadAsync(other, default)).Status);
    }

    [Fact]
    public async Task Letting_go_of_a_card_that_was_just_held_takes_nothing()
    {
        var charge = await till.AnnouncedAsync(StripeTill.AtReader());
        await AskedAsync(charge);
        till.Stripe.Ledger.PresentCard(StripeTill.Reader);

        Assert.Equal(ProviderStatus.Canceled, (await till.Payments.CancelAsync(charge, default)).Status);
        Assert.Equal((0L, 0L), (till.Stripe.Ledger.Held, till.Stripe.Ledger.Kept));
    }

    private async Task<(ProviderStatus Status, string? Ref)> AskedAsync(ProviderCharge charge)
    {
        var answer = await till.Payments.ConfirmAsync(charge, default);
        return (answer.Status, answer.Ref);
    }
}
