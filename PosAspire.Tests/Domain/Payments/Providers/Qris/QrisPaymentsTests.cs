using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Qris;
using PosAspire.Domain.Shared;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Qris;

namespace PosAspire.Tests.Domain.Payments.Providers.Qris;

public sealed class QrisPaymentsTests : IAsyncLifetime, IDisposable
{
    private readonly SetClock clock = new();
    private FakeQris? fake;
    private QrisPayments? qris;

    private FakeQris Gateway => fake!;
    private QrisPayments Qris => qris!;

    public async Task InitializeAsync()
    {
        fake = await FakeQris.StartAsync(clock);
        qris = new(new(fake.Address, FakeQris.ServerKey) { Connect = TimeSpan.FromSeconds(1), Call = TimeSpan.FromSeconds(1) });
    }

    public async Task DisposeAsync() => await Gateway.DisposeAsync();

    public void Dispose() => qris?.Dispose();

    [Fact]
    public async Task A_code_is_announced_shown_paid_and_then_captured()
    {
        var charge = Charge(93_500);
        var made = await Qris.CreateAsync(charge, default);
        Assert.Equal(ProviderStatus.RequiresAction, made.Status);
        Assert.StartsWith("000201", made.Qr, StringComparison.Ordinal);
        Assert.InRange(made.Until!.Value - clock.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        Assert.Equal(charge.PaymentId, QrisPayments.PaymentOf(made.Ref!));

        Assert.Equal(ProviderStatus.RequiresAction, (await Qris.ConfirmAsync(charge with { Ref = made.Ref }, default)).Status);
        Assert.Equal(0, Gateway.Taken);
        Assert.True(Gateway.Pay(made.Ref!));
        foreach (var answer in new[] { await Qris.ReadAsync(charge, default), await Qris.CaptureAsync(charge with { Ref = made.Ref }, default) })
        {
            Assert.Equal(ProviderStatus.Captured, answer.Status);
            Assert.Equal(charge.Amount, answer.Amount);
        }
    }

    [Theory]
    [InlineData(QrisMode.Deny, ProviderStatus.Declined, "deny")]
    [InlineData(QrisMode.Hang, ProviderStatus.Unknown, null)]
    [InlineData(QrisMode.TooMany, ProviderStatus.Unreachable, null)]
    [InlineData(QrisMode.Broken, ProviderStatus.Unknown, null)]
    [InlineData(QrisMode.ActThenDrop, ProviderStatus.Unknown, null)]
    [InlineData(QrisMode.ActThenBroken, ProviderStatus.Unknown, null)]
    [InlineData(QrisMode.InWork, ProviderStatus.Unknown, null)]
    [InlineData(QrisMode.Page, ProviderStatus.Unknown, null)]
    [InlineData(QrisMode.WrongAmount, ProviderStatus.Unknown, QrisPayments.AmountMismatch)]
    public async Task What_goes_wrong_is_said_as_what_is_known(QrisMode mode, ProviderStatus status, string? code)
    {
        Gateway.Mode = mode;
        var answer = await Qris.CreateAsync(Charge(50_000), default);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_closed_port_is_unreachable_and_every_call_says_so()
    {
        await Gateway.CloseAsync();
        var charge = Charge(50_000);
        var refund = new ProviderRefund(Guid.NewGuid(), charge.PaymentId, QrisPayments.RefOf(charge.PaymentId, 1), charge.Amount, null, charge.CreatedAt);
        foreach (var answer in new[]
        {
            await Qris.CreateAsync(charge, default), await Qris.ReadAsync(charge, default), await Qris.CancelAsync(charge, default),
            await Qris.RefundAsync(refund, default), await Qris.ReadRefundAsync(refund, default),
        })
            Assert.Equal(ProviderStatus.Unreachable, answer.Status);
        Assert.False(await Qris.ProbeAsync(default));
        await Gateway.OpenAsync();
        Assert.True(await Qris.ProbeAsync(default));
    }

    [Theory]
    [InlineData(QrisMode.ActThenDrop)]
    [InlineData(QrisMode.ActThenBroken)]
    public async Task A_lost_answer_leads_to_the_same_code_when_asked_again(QrisMode mode)
    {
        var charge = Charge(50_000);
        Gateway.Mode = mode;
        Assert.Equal(ProviderStatus.Unknown, (await Qris.CreateAsync(charge, default)).Status);
        Gateway.Mode = QrisMode.Ok;
        foreach (var again in new[] { await Qris.CreateAsync(charge, default), await Qris.ReadAsync(charge, default) })
        {
            Assert.Equal((ProviderStatus.RequiresAction, QrisPayments.RefOf(charge.PaymentId, 1)), (again.Status, again.Ref));
            Assert.NotNull(again.Qr);
        }

        Assert.Equal(1, Gateway.Made);
    }

    [Fact]
    public async Task A_code_that_nobody_has_seen_and_nobody_can_see_any_more_is_let_go()
    {
        var charge = Charge(50_000);
        Gateway.Mode = QrisMode.ActThenDrop;
        await Qris.CreateAsync(charge, default);
        Gateway.Mode = QrisMode.Ok;
        // Past five minutes the gateway has forgotten the key, and only the order id prevents a second code.
        clock.Forward(TimeSpan.FromMinutes(6));
        Assert.Equal(ProviderStatus.NotFound, (await Qris.ReadAsync(charge, default)).Status);
        Assert.False(Gateway.Pay(QrisPayments.RefOf(charge.PaymentId, 1)));
        Assert.Equal(1, Gateway.Made);
        var anew = await Qris.CreateAsync(charge with { Attempt = 2 }, default);
        Assert.Equal(ProviderStatus.RequiresAction, anew.Status);
        Assert.NotNull(anew.Qr);
    }

    [Fact]
    public async Task Money_that_was_taken_is_told_as_it_is()
    {
        Gateway.Mode = QrisMode.WrongAmount;
        var charge = Charge(50_000);
        await Qris.CreateAsync(charge, default);
        Gateway.Pay(QrisPayments.RefOf(charge.PaymentId, 1));
        var read = await Qris.ReadAsync(charge, default);
        Assert.Equal((ProviderStatus.Captured, new Money(50_001, Currency.Idr)), (read.Status, read.Amount));
    }

    [Fact]
    public async Task An_unpaid_code_expires_and_a_new_attempt_makes_another()
    {
        var charge = Charge(50_000);
        var made = await Qris.CreateAsync(charge, default);
        clock.Forward(TimeSpan.FromMinutes(15));
        Assert.False(Gateway.Pay(made.Ref!));
        var read = await Qris.ReadAsync(charge with { Ref = made.Ref }, default);
        Assert.Equal((ProviderStatus.Declined, QrisPayments.Expired), (read.Status, read.Code));

        var second = await Qris.CreateAsync(charge with { Attempt = 2 }, default);
        Assert.Equal(ProviderStatus.RequiresAction, second.Status);
        Assert.NotEqual(made.Ref, second.Ref);
    }

    [Fact]
    public async Task A_code_can_be_let_go_unless_it_was_paid_first()
    {
        var first = Charge(50_000);
        await Qris.CreateAsync(first, default);
        Assert.Equal(ProviderStatus.Canceled, (await Qris.CancelAsync(first, default)).Status);
        Assert.False(Gateway.Pay(QrisPayments.RefOf(first.PaymentId, 1)));

        var second = Charge(60_000);
        var made = await Qris.CreateAsync(second, default);
        Gateway.Pay(made.Ref!);
        Assert.Equal(ProviderStatus.Captured, (await Qris.CancelAsync(second with { Ref = made.Ref }, default)).Status);
        Assert.Equal(ProviderStatus.NotFound, (await Qris.CancelAsync(Charge(70_000), default)).Status);
    }

    [Fact]
    public async Task Only_whole_rupiah_are_asked_for()
    {
        var answer = await Qris.CreateAsync(Charge(1_000) with { Amount = new(1_000, Currency.Usd) }, default);
        Assert.Equal((ProviderStatus.Rejected, QrisPayments.WrongCurrency, 0), (answer.Status, answer.Code, Gateway.Requests));
    }

    [Fact]
    public async Task A_wrong_key_is_a_mistake_of_the_settings()
    {
        using var stranger = new QrisPayments(new(Gateway.Address, "SB-Mid-server-of-another"));
        var answer = await stranger.CreateAsync(Charge(50_000), default);
        Assert.Equal((ProviderStatus.Rejected, "status_401"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_payment_is_given_back_in_parts_once_each()
    {
        var charge = Charge(50_000);
        var made = await Qris.CreateAsync(charge, default);
        Gateway.Pay(made.Ref!);
        var part = new ProviderRefund(Guid.NewGuid(), charge.PaymentId, made.Ref!, new(20_000, Currency.Idr), null, charge.CreatedAt);
        Assert.Equal(ProviderStatus.NotFound, (await Qris.ReadRefundAsync(part, default)).Status);

        Gateway.Mode = QrisMode.ActThenDrop;
        Assert.Equal(ProviderStatus.Unknown, (await Qris.RefundAsync(part, default)).Status);
        Gateway.Mode = QrisMode.Ok;
        clock.Forward(TimeSpan.FromMinutes(6));
        Assert.All([await Qris.ReadRefundAsync(part, default), await Qris.RefundAsync(part, default)], answer => Assert.Equal((ProviderStatus.Captured, part.Amount), (answer.Status, answer.Amount)));
        Assert.Equal(30_000, Gateway.Taken);

        var refused = await Qris.RefundAsync(part with { RefundId = Guid.NewGuid(), Amount = new(30_001, Currency.Idr) }, default);
        Assert.Equal((ProviderStatus.Declined, "status_412"), (refused.Status, refused.Code));
        var rest = part with { RefundId = Guid.NewGuid(), Amount = new(30_000, Currency.Idr) };
        Assert.Equal((ProviderStatus.Captured, 0L), ((await Qris.RefundAsync(rest, default)).Status, Gateway.Taken));
        Assert.Equal(ProviderStatus.Captured, (await Qris.ReadAsync(charge, default)).Status);
        Assert.Equal(ProviderStatus.Declined, (await Qris.RefundAsync(part with { RefundId = Guid.NewGuid() }, default)).Status);
        Assert.Equal(ProviderStatus.Captured, (await Qris.RefundAsync(part with { RefundId = Guid.NewGuid(), Amount = charge.Amount }, default)).Status);
    }

    private ProviderCharge Charge(long rupiah) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "STK1", "STK1 2026-11-22 17", new(rupiah, Currency.Idr), null, null, 1, clock.GetUtcNow().UtcDateTime);
}
