using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Circuit;

namespace PosAspire.Api.Sales.Paying;

/// <summary>Whether a payment may wait for its provider, at one shop and one moment.</summary>
/// <param name="IsSilent">The provider is left alone now; while it answers, nothing waits.</param>
/// <param name="ApprovedBy">The manager who has said that this payment may wait above the limits.</param>
internal sealed record OfflineTrust(bool IsSilent, OfflineLimits Limits, OfflineWaiting Waiting, Guid? ApprovedBy)
{
    /// <param name="chargedMinor">Tip included.</param>
    public OfflineVerdict Decide(string? source, long chargedMinor, DateTime at) =>
        IsSilent ? OfflineRules.Decide(Limits, source, chargedMinor, Waiting, at, ApprovedBy is not null) : OfflineVerdict.NotEligible;
}

/// <summary>Looks up what the rules of offline payments ask for.</summary>
internal sealed class OfflineDesk(NpgsqlDataSource database, IEnumerable<IPaymentProvider> providers)
{
    /// <param name="provider">Null when the money needs nobody outside.</param>
    public async Task<OfflineTrust> ReadAsync(CatalogShop shop, string? provider, Guid? approvedBy, CancellationToken cancellation)
    {
        var circuit = providers.OfType<ProviderCircuit>().FirstOrDefault(circuit => circuit.Name == provider);
        var isSilent = circuit is not null && (await circuit.HealthAsync(cancellation)).State is CircuitState.Open or CircuitState.HalfOpen or CircuitState.ForcedOpen;
        // The queue is looked at only when something may join it.
        var waiting = isSilent ? await WaitingPayments.CountAsync(database, shop.Id, cancellation) : default;
        return new(isSilent, OfflineLimits.Of(shop.Currency), waiting, approvedBy);
    }
}
