using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>
/// A provider with a ledger of its own. It replays what it answered under a key, errors included, refuses what the real one refuses, loses
/// calls and answers, and does some things only after the caller has given up.
/// </summary>
public sealed class SimProvider(SimWorld world, string name, bool needsCustomer, SimNews news, SimBug bug) : IPaymentProvider
{
    /// <summary>The product counts on it (RefundLimits.LongDead), a lease's time before the call included.</summary>
    private static readonly TimeSpan RefundIsDeadAfter = RefundLimits.LongDead - RefundLimits.Default.Lease;

    private readonly Dictionary<string, ProviderAnswer> replies = [];

    public List<SimIntent> Intents { get; } = [];

    public string Name => name;

    public Task<ProviderAnswer> CreateAsync(ProviderCharge charge, CancellationToken cancellation) => CallAsync(charge.Key("create"), () =>
    {
        var intent = new SimIntent($"{name}_{Intents.Count}", charge, world.GetUtcNow().UtcDateTime.AddMinutes(2)) { Status = needsCustomer ? ProviderStatus.RequiresAction : ProviderStatus.Created };
        Intents.Add(intent);
        return Say(intent);
    });

    public Task<ProviderAnswer> ConfirmAsync(ProviderCharge charge, CancellationToken cancellation) => CallAsync(charge.Key("confirm"), () =>
    {
        var intent = Find(charge.Ref!);
        // A declined one can be tried again, also by a call that was under way all the time.
        if (intent.Status is not (ProviderStatus.Created or ProviderStatus.Declined))
            return new(ProviderStatus.Rejected, intent.Ref, Code: "unexpected_state");
        intent.Status = world.Strikes(15) ? ProviderStatus.Declined : ProviderStatus.Authorized;
        return Tell(intent);
    });

    public Task<ProviderAnswer> ReadAsync(ProviderCharge charge, CancellationToken cancellation) => CallAsync(null, () =>
        charge.Ref is { } known ? Say(Find(known))
            : Intents.FindLast(intent => intent.PaymentId == charge.PaymentId) is { } found ? Say(found) : new(ProviderStatus.NotFound));

    public Task<ProviderAnswer> CaptureAsync(ProviderCharge charge, CancellationToken cancellation) => CallAsync(charge.Key("capture"), () =>
    {
        var intent = Find(charge.Ref!);
        if (intent.Status != ProviderStatus.Authorized)
            return new(ProviderStatus.Rejected, intent.Ref, Code: "unexpected_state");
        (intent.Status, intent.Captured) = (ProviderStatus.Captured, intent.Captured + intent.Amount);
        return Tell(intent);
    });

    public Task<ProviderAnswer> CancelAsync(ProviderCharge charge, CancellationToken cancellation) => CallAsync(charge.Key("cancel"), () =>
    {
        var intent = Find(charge.Ref!);
        if (intent.Status == ProviderStatus.Captured)
            return new(ProviderStatus.Rejected, intent.Ref, Code: "unexpected_state");
        intent.Status = ProviderStatus.Canceled;
        return Tell(intent);
    });

    public Task<ProviderAnswer> RefundAsync(ProviderRefund refund, CancellationToken cancellation) => CallAsync(bug == SimBug.RenamesRefunds ? null : refund.Key, () =>
    {
        var intent = Find(refund.PaymentRef);
        if (refund.Amount.Minor > intent.Captured - intent.Refunded)
            return new(ProviderStatus.Rejected, Code: "charge_already_refunded");
        intent.Refunded += refund.Amount.Minor;
        intent.Refunds.Add(bug == SimBug.RenamesRefunds ? Guid.NewGuid() : refund.RefundId);
        news.Happened(name, "refund.created", intent.Ref);
        return new(ProviderStatus.Captured, $"re_{refund.RefundId:N}", refund.Amount);
    }, RefundIsDeadAfter);

    public Task<ProviderAnswer> ReadRefundAsync(ProviderRefund refund, CancellationToken cancellation) => CallAsync(null, () =>
        Find(refund.PaymentRef) is var intent && (intent.Refunds.Contains(refund.RefundId) || intent.Refunded == intent.Captured) ? new(ProviderStatus.Captured, Amount: refund.Amount) : new(ProviderStatus.NotFound));

    public Task<bool> ProbeAsync(CancellationToken cancellation) => Task.FromResult(true);

    public IAsyncEnumerable<ProviderRow> ListAsync(DateTime from, DateTime until, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>The customer scans the code and pays it, if it can still be paid.</summary>
    public void Pay(SimIntent intent)
    {
        if (intent.Status != ProviderStatus.RequiresAction)
            return;
        (intent.Status, intent.Captured) = (ProviderStatus.Captured, intent.Amount);
        Tell(intent);
    }

    /// <param name="dead">How long after it was asked for it cannot happen any more; null is never.</param>
    private async Task<ProviderAnswer> CallAsync(string? key, Func<ProviderAnswer> act, TimeSpan? dead = null)
    {
        var latest = dead is { } life ? world.GetUtcNow() + life : DateTimeOffset.MaxValue;
        await world.Pause();
        if (world.Strikes(8))
            return new(ProviderStatus.Unreachable);
        // Whoever asked has given up long ago, and the provider has lost it.
        if (world.GetUtcNow() >= latest)
            return new(ProviderStatus.Unknown);
        // The call hangs: the caller gives up first, and what it asked for happens afterwards, or never.
        if (world.Strikes(8))
        {
            world.Count("calls that hung");
            if (world.Next(2) == 0)
                world.Start(LateAsync(key, act, latest));
            return new(ProviderStatus.Unknown);
        }

        var answer = Reply(key, act);
        await world.Pause();
        if (!world.Strikes(8))
            return answer;
        world.Count("answers lost");
        return new(ProviderStatus.Unknown);
    }

    private async Task LateAsync(string? key, Func<ProviderAnswer> act, DateTimeOffset latest)
    {
        await world.Pause();
        if (world.GetUtcNow() < latest)
            Reply(key, act);
    }

    private ProviderAnswer Reply(string? key, Func<ProviderAnswer> act)
    {
        if (key is null)
            return act();
        if (!replies.TryGetValue(key, out var answer))
            // A fault of its own is saved and replayed like every other answer.
            replies[key] = answer = world.Strikes(5) ? new(ProviderStatus.Unknown) : act();
        return answer;
    }

    private ProviderAnswer Tell(SimIntent intent)
    {
        news.Happened(name, $"{intent.Status}", intent.Ref);
        return Say(intent);
    }

    private SimIntent Find(string reference) => Intents.Single(intent => intent.Ref == reference);

    private static ProviderAnswer Say(SimIntent intent) => new(
        intent.Status, intent.Ref, new Money(intent.Amount, Currency.Idr), intent.Status == ProviderStatus.Declined ? "card_declined" : null,
        Qr: intent.Status == ProviderStatus.RequiresAction ? "000201" : null,
        Until: intent.Status == ProviderStatus.RequiresAction ? intent.Until : null);
}
