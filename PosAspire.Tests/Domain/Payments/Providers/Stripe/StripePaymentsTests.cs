using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Payments.Providers.Stripe;

public sealed class StripePaymentsTests : IAsyncLifetime
{
    private StripeTill till = null!;

    public async Task InitializeAsync() => till = await StripeTill.OpenAsync();

    public async Task DisposeAsync() => await till.DisposeAsync();

    [Fact]
    public async Task A_stored_card_is_announced_then_held_then_taken()
    {
        var charge = StripeTill.Charge();
        var created = await till.Payments.CreateAsync(charge, default);
        Assert.Equal((0L, 0L), (till.Stripe.Ledger.Held, till.Stripe.Ledger.Kept));

        charge = charge with { Ref = created.Ref };
        var held = await till.Payments.ConfirmAsync(charge, default);
        Assert.Equal((1250L, 0L), (till.Stripe.Ledger.Held, till.Stripe.Ledger.Kept));
        var taken = await till.Payments.CaptureAsync(charge, default);

        Assert.Equal(ProviderStatus.Created, created.Status);
        Assert.Equal((ProviderStatus.Authorized, new Money(1250, Currency.Usd), new CardSeen("visa", "4242")), (held.Status, held.Amount, held.Card));
        Assert.InRange(held.Until!.Value, DateTime.UtcNow.AddDays(6), DateTime.UtcNow.AddDays(8));
        Assert.Equal((ProviderStatus.Captured, new Money(1250, Currency.Usd), new CardSeen("visa", "4242")), (taken.Status, taken.Amount, taken.Card));
        Assert.Equal((0L, 1250L), (till.Stripe.Ledger.Held, till.Stripe.Ledger.Kept));
        Assert.Equal(("LIQ1 2026-11-22 17", charge.PaymentId.ToString("N")), (till.Intent.Description, till.Intent.Metadata["pos_payment"]));
    }

    [Fact]
    public async Task Rupiah_are_counted_as_Stripe_counts_them_and_back()
    {
        var rupiah = new Money(12_800, Currency.Idr);
        var charge = await till.CapturedAsync(StripeTill.Charge(minor: rupiah.Minor, currency: Currency.Idr));

        var refund = await till.Payments.RefundAsync(StripeTill.Back(charge, 300), default);

        Assert.Equal((1_280_000L, "idr"), (till.Intent.Amount, till.Intent.Currency));
        Assert.Equal(rupiah, (await till.Payments.ReadAsync(charge, default)).Amount);
        Assert.Equal((30_000L, new Money(300, Currency.Idr)), (till.Stripe.Ledger.Refunds[0].Amount, refund.Amount));
    }

    [Fact]
    public async Task Asked_again_every_step_acts_once()
    {
        var charge = StripeTill.Charge();
        var names = new List<string?>();
        for (var time = 0; time < 3; time++)
            names.Add((await till.Payments.CreateAsync(charge, default)).Ref);
        charge = charge with { Ref = Assert.Single(names.Distinct()) };
        for (var time = 0; time < 3; time++)
            Assert.Equal(ProviderStatus.Authorized, (await till.Payments.ConfirmAsync(charge, default)).Status);
        var both = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => till.Payments.CaptureAsync(charge, default)));
        var refund = StripeTill.Back(charge, 500);
        var backs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => till.Payments.RefundAsync(refund, default)));

        Assert.All(both, answer => Assert.Equal(ProviderStatus.Captured, answer.Status));
        Assert.Single(backs.Distinct());
        Assert.Single(till.Stripe.Ledger.Intents);
        Assert.Single(till.Intent.Charges);
        Assert.Equal(750, till.Stripe.Ledger.Kept);
    }

    [Theory]
    [InlineData("insufficient_funds")]
    [InlineData("generic_decline")]
    [InlineData("lost_card")]
    [InlineData("expired_card")]
    [InlineData("processing_error")]
    [InlineData("authentication_required")]
    public async Task A_decline_says_why_and_reads_the_same_afterwards(string code)
    {
        var charge = await till.AnnouncedAsync(StripeTill.Charge("pm_decline_" + code));

        var declined = await till.Payments.ConfirmAsync(charge, default);
        var read = await till.Payments.ReadAsync(charge, default);

        Assert.Equal((ProviderStatus.Declined, code, charge.Ref), (declined.Status, declined.Code, declined.Ref));
        Assert.Equal((ProviderStatus.Declined, code), (read.Status, read.Code));
        Assert.Equal("0002", declined.Card!.Last4);
        Assert.Equal(0, till.Stripe.Ledger.Held);
    }

    [Theory]
    [InlineData(true, ProviderStatus.Authorized)]
    [InlineData(false, ProviderStatus.Declined)]
    public async Task Three_D_Secure_waits_for_the_customer(bool passes, ProviderStatus expected)
    {
        var charge = await till.AnnouncedAsync(StripeTill.Charge("pm_card_threeDSecure2Required"));

        Assert.Equal(ProviderStatus.RequiresAction, (await till.Payments.ConfirmAsync(charge, default)).Status);
        Assert.Equal(ProviderStatus.RequiresAction, (await till.Payments.ReadAsync(charge, default)).Status);
        till.Stripe.Ledger.Authenticate(charge.Ref!, passes);

        Assert.Equal(expected, (await till.Payments.ReadAsync(charge, default)).Status);
    }

    [Fact]
    public async Task What_is_still_being_worked_on_is_unknown()
    {
        var charge = await till.AnnouncedAsync(StripeTill.Charge("pm_processing"));

        var answer = await till.Payments.ConfirmAsync(charge, default);

        Assert.Equal((ProviderStatus.Unknown, "processing"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("create", 49L, "pm_card_visa", "amount_too_small")]
    [InlineData("confirm", 500L, "pm_missing", "resource_missing")]
    public async Task A_mistake_of_ours_is_rejected_with_its_code(string verb, long minor, string method, string code)
    {
        var charge = StripeTill.Charge(method, minor);
        if (verb == "confirm")
            charge = await till.AnnouncedAsync(charge);

        var answer = await till.AskAsync(verb, charge);

        Assert.Equal((ProviderStatus.Rejected, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_step_that_came_too_late_is_answered_with_what_is_true()
    {
        var canceled = await till.AuthorizedAsync(StripeTill.Charge());
        Assert.Equal(ProviderStatus.Canceled, (await till.Payments.CancelAsync(canceled, default)).Status);
        var captured = await till.CapturedAsync(StripeTill.Charge());
        var another = new Func<ProviderCharge, ProviderCharge>(charge => charge with { Attempt = 2 });

        Assert.Equal(ProviderStatus.Canceled, (await till.Payments.CaptureAsync(another(canceled), default)).Status);
        Assert.Equal(ProviderStatus.Canceled, (await till.Payments.ConfirmAsync(another(canceled), default)).Status);
        Assert.Equal(ProviderStatus.Canceled, (await till.Payments.CancelAsync(another(canceled), default)).Status);
        var late = await till.Payments.CancelAsync(another(captured), default);
        Assert.Equal((ProviderStatus.Captured, new Money(1250, Currency.Usd)), (late.Status, late.Amount));
        Assert.Equal(ProviderStatus.Captured, (await till.Payments.ConfirmAsync(another(captured), default)).Status);
        Assert.Equal((0L, 1250L), (till.Stripe.Ledger.Held, till.Stripe.Ledger.Kept));
    }

    [Fact]
    public async Task A_payment_whose_name_was_lost_is_found_by_ours()
    {
        var charge = await till.AuthorizedAsync(StripeTill.Charge());
        await till.AnnouncedAsync(StripeTill.Charge());
        var unnamed = charge with { Ref = null };

        var found = await till.Payments.ReadAsync(unnamed, default);
        till.Stripe.Ledger.SearchLagsBehind = 10;
        var foundInList = await till.Payments.ReadAsync(unnamed, default);
        var nobody = await till.Payments.ReadAsync(StripeTill.Charge(), default);

        Assert.Equal((charge.Ref, ProviderStatus.Authorized), (found.Ref, found.Status));
        Assert.Equal(found, foundInList);
        Assert.Equal(ProviderStatus.NotFound, nobody.Status);
    }

    [Fact]
    public async Task An_unknown_name_is_not_found()
        => Assert.Equal(ProviderStatus.NotFound, (await till.Payments.ReadAsync(StripeTill.Charge() with { Ref = "pi_nobody" }, default)).Status);

    [Fact]
    public async Task The_list_holds_every_payment_and_refund_of_the_span_oldest_first()
    {
        var from = DateTime.UtcNow.AddMinutes(-1);
        var paid = await till.CapturedAsync(StripeTill.Charge());
        var back = StripeTill.Back(paid, 200);
        var refund = await till.Payments.RefundAsync(back, default);
        var held = await till.AuthorizedAsync(StripeTill.Charge(minor: 700));
        for (var more = 0; more < 101; more++)
            await till.AnnouncedAsync(StripeTill.Charge());

        var rows = await till.Payments.ListAsync(from, DateTime.UtcNow.AddMinutes(1), default).ToListAsync();
        var before = await till.Payments.ListAsync(from.AddDays(-1), from, default).ToListAsync();

        Assert.Equal(104, rows.Count);
        Assert.Empty(before);
        Assert.Equal(rows.OrderBy(row => row.At), rows);
        Assert.Contains(new ProviderRow(paid.Ref!, paid.PaymentId, null, ProviderStatus.Captured, new(1250, Currency.Usd), At(rows, paid.Ref!)), rows);
        Assert.Contains(new ProviderRow(held.Ref!, held.PaymentId, null, ProviderStatus.Authorized, new(700, Currency.Usd), At(rows, held.Ref!)), rows);
        Assert.Contains(new ProviderRow(refund.Ref!, paid.PaymentId, back.RefundId, ProviderStatus.Captured, new(200, Currency.Usd), At(rows, refund.Ref!)), rows);
    }

    private static DateTime At(IEnumerable<ProviderRow> rows, string reference) => rows.Single(row => row.Ref == reference).At;
}
