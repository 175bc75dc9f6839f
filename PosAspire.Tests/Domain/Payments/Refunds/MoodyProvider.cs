using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Shared;
using PosAspire.Tests.Api.Hostile;

namespace PosAspire.Tests.Domain.Payments.Refunds;

/// <summary>The process dies here: whoever is about to write the answer never does.</summary>
internal sealed class KilledException : Exception;

/// <summary>A provider that gives money back once per refund, whatever becomes of its answers. It throws the dice over each of them.</summary>
internal sealed class MoodyProvider(Dice dice) : IPaymentProvider
{
    private readonly Dictionary<Guid, Money> ledger = [];
    private readonly HashSet<Guid> broken = [];

    /// <summary>From now on every call is answered.</summary>
    public bool IsCalm { get; set; }

    /// <summary>It answers nothing that says anything.</summary>
    public bool IsMute { get; set; }

    /// <summary>What was given back.</summary>
    public IReadOnlyDictionary<Guid, Money> Ledger => ledger;

    /// <summary>How often it was asked for money that it had given already.</summary>
    public int AskedTwice { get; private set; }

    public string Name => "stripe";

    public Task<ProviderAnswer> RefundAsync(ProviderRefund refund, CancellationToken cancellation)
    {
        if (IsMute)
            return Task.FromResult(new ProviderAnswer(ProviderStatus.Unknown));
        var mood = IsCalm ? 0 : dice.Roll(6);
        // The connection breaks, or the process dies, before it hears.
        if (mood == 1)
            throw new KilledException();
        if (mood == 2)
            return Task.FromResult(new ProviderAnswer(ProviderStatus.Unreachable));
        // A failure is kept for its key, whatever the mood later.
        if (mood == 3 || broken.Contains(refund.RefundId))
        {
            broken.Add(refund.RefundId);
            return Task.FromResult(new ProviderAnswer(ProviderStatus.Unknown));
        }

        if (!ledger.TryAdd(refund.RefundId, refund.Amount))
            AskedTwice++;
        return mood switch
        {
            4 => throw new KilledException(),
            5 => Task.FromResult(new ProviderAnswer(ProviderStatus.Unknown)),
            _ => Task.FromResult(Given(refund)),
        };
    }

    public Task<ProviderAnswer> ReadRefundAsync(ProviderRefund refund, CancellationToken cancellation)
    {
        if (IsMute)
            return Task.FromResult(new ProviderAnswer(ProviderStatus.Unknown));
        if (!IsCalm && dice.Chance(30))
            throw new KilledException();
        if (!IsCalm && dice.Chance(30))
            return Task.FromResult(new ProviderAnswer(ProviderStatus.Unknown));
        return Task.FromResult(ledger.ContainsKey(refund.RefundId) ? Given(refund) : new(ProviderStatus.NotFound));
    }

    public Task<ProviderAnswer> CreateAsync(ProviderCharge charge, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ProviderAnswer> ConfirmAsync(ProviderCharge charge, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ProviderAnswer> ReadAsync(ProviderCharge charge, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ProviderAnswer> CaptureAsync(ProviderCharge charge, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ProviderAnswer> CancelAsync(ProviderCharge charge, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> ProbeAsync(CancellationToken cancellation) => Task.FromResult(true);

    public IAsyncEnumerable<ProviderRow> ListAsync(DateTime from, DateTime until, CancellationToken cancellation) => throw new NotSupportedException();

    private ProviderAnswer Given(ProviderRefund refund) => new(ProviderStatus.Captured, $"re_{refund.RefundId:N}", ledger[refund.RefundId]);
}
