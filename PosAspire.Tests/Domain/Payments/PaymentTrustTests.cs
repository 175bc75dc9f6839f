using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Payments;

/// <summary>When goods may go although nobody has the money, and who may ask for it meanwhile.</summary>
public sealed class PaymentTrustTests
{
    private static readonly DateTime Now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Goods_go_on_trust_only_after_a_call_that_has_certainly_taken_nothing()
    {
        List<string> trusted = [];
        foreach (var verb in Enum.GetValues<PaymentVerb>())
        {
            foreach (var status in Enum.GetValues<ProviderStatus>())
            {
                var payment = Begun();
                payment.Apply(PaymentVerb.Create, new(ProviderStatus.Created, "pi_1"), Currency.Usd, Now, PaymentLimits.Default);
                payment.Apply(verb, new(status), Currency.Usd, Now, PaymentLimits.Default);
                if (payment.AcceptedAt is not null)
                    trusted.Add($"{verb} {status} {payment.Status}");
            }
        }

        Assert.Equal(["Create Unknown Queued", "Create Unreachable Queued", "Confirm Unreachable Queued"], trusted);
    }

    [Fact]
    public void Nobody_else_asks_while_somebody_asks_and_after_a_death_it_is_looked_at_first()
    {
        var order = Order.Open(Guid.CreateVersion7(), Currency.Usd, Guid.CreateVersion7(), 1, new(2026, 11, 22), Now, Guid.Empty, new(null, false, null, OrderKind.Counter, null, null));
        var payment = Begun();
        payment.Apply(PaymentVerb.Create, new(ProviderStatus.Created, "pi_1"), Currency.Usd, Now, PaymentLimits.Default);
        var lease = PaymentLimits.Default.Lease;
        payment.Ask(PaymentVerb.Confirm, Guid.NewGuid(), Now + lease);
        // News wake nobody into a call that is under way.
        payment.LookAgain(Now);
        Assert.Null(PaymentSteps.Next(order, payment, [payment], Now));
        Assert.Null(PaymentSteps.Next(order, payment, [payment], Now + lease - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(PaymentVerb.Read, PaymentSteps.Next(order, payment, [payment], Now + lease));
    }

    private static Payment Begun() => Payment.Of(
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), "key", TenderType.Card, 1_000, 1_000, 0, Guid.Empty, PaymentSource.Stripe, "method:pm_1", MayQueue: true), Now);
}
