using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Circuit;

namespace PosAspire.Api.Sales.Paying;

/// <summary>Whether a payment may wait for its provider, at one shop and one moment.</summary>
/// <param name="IsSilent">The provider is known to be silent. Only then a manager is asked: of a payment that goes through nobody need be.</param>
/// <param name="ApprovedBy">The manager who has said that this payment may wait above the limits.</param>
internal sealed record OfflineTrust(bool IsSilent, OfflineLimits Limits, OfflineWaiting Waiting, Guid? ApprovedBy)
{
    /// <summary>Decided before anybody is asked, so that the very first payment of an outage can wait too.</summary>
    /// <param name="chargedMinor">Tip included.</param>
    public OfflineVerdict Decide(string? source, long chargedMinor, DateTime at)
    {
        var verdict = OfflineRules.Decide(Limits, source, chargedMinor, Waiting, at, ApprovedBy is not null);
        return verdict == OfflineVerdict.NeedsApproval && !IsSilent ? OfflineVerdict.NotEligible : verdict;
    }
}

/// <summary>Looks up what the rules of offline payments ask for.</summary>
internal sealed class OfflineDesk(NpgsqlDataSource database, IEnumerable<IPaymentProvider> providers)
{
    /// <param name="provider">Null when the money needs nobody outside.</param>
    /// <param name="source">What pays.</param>
    public async Task<OfflineTrust> ReadAsync(CatalogShop shop, string? provider, string? source, Guid? approvedBy, CancellationToken cancellation)
    {
        // The queue is looked at only when something may join it.
        if (provider is null || source?.StartsWith(PaymentSource.Method, StringComparison.Ordinal) != true)
            return new(false, OfflineLimits.Of(shop.Currency), default, approvedBy);
        var circuit = providers.OfType<ProviderCircuit>().FirstOrDefault(circuit => circuit.Name == provider);
        var isSilent = circuit is not null && (await circuit.HealthAsync(cancellation)).State is CircuitState.Open or CircuitState.HalfOpen or CircuitState.ForcedOpen;
        var (limits, waiting) = await WaitingPayments.ReadAsync(database, shop.Id, shop.Currency, cancellation);
        return new(isSilent, limits, waiting, approvedBy);
    }
}
