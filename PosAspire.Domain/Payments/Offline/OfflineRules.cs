using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Offline;

/// <summary>How much a shop lets go on trust while a provider is silent.</summary>
/// <param name="MaxItemMinor">One payment, tip included.</param>
/// <param name="MaxTotalMinor">All that wait at one shop, with the new one.</param>
/// <param name="MaxAge">When the oldest has waited this long, nothing more is trusted: stored payments are worth little after a day.</param>
public sealed record OfflineLimits(long MaxItemMinor, long MaxTotalMinor, TimeSpan MaxAge)
{
    /// <summary>No shop waits longer.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromHours(20);

    private const long ItemDollarCents = 10_000;
    private const long ItemRupiah = 1_500_000;
    private const long TotalDollarCents = 200_000;
    private const long TotalRupiah = 30_000_000;

    /// <summary>What a shop has set; where it has set nothing, about the same value in every currency.</summary>
    /// <param name="itemMinor">Null for the product's own.</param>
    /// <param name="totalMinor">Null for the product's own.</param>
    public static OfflineLimits Of(Currency currency, long? itemMinor = null, long? totalMinor = null) => new(
        itemMinor ?? (currency.Digits == 0 ? ItemRupiah : ItemDollarCents), totalMinor ?? (currency.Digits == 0 ? TotalRupiah : TotalDollarCents), Trusted);
}

/// <summary>What waits at a shop for a provider's answer while the goods have gone.</summary>
/// <param name="Oldest">UTC; null when nothing waits.</param>
public readonly record struct OfflineWaiting(int Count, long TotalMinor, DateTime? Oldest);

/// <summary>What may happen to a payment whose provider is silent.</summary>
public enum OfflineVerdict
{
    /// <summary>It needs the provider now: the customer pays another way.</summary>
    NotEligible,

    /// <summary>The goods may go, and the money is taken when the provider is back.</summary>
    MayQueue,

    /// <summary>It could wait, but is above a limit: a manager decides.</summary>
    NeedsApproval,
}

/// <summary>Which payments may wait for a provider. Pure: the same question always has the same answer.</summary>
public static class OfflineRules
{
    /// <param name="source">Only what the provider keeps for us already can be charged later; nothing can be read from a card that has left the shop.</param>
    /// <param name="chargedMinor">Tip included.</param>
    /// <param name="at">UTC.</param>
    /// <param name="isApproved">A manager has said so for this payment.</param>
    public static OfflineVerdict Decide(OfflineLimits limits, string? source, long chargedMinor, OfflineWaiting waiting, DateTime at, bool isApproved)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (source is null || !source.StartsWith(PaymentSource.Method, StringComparison.Ordinal))
            return OfflineVerdict.NotEligible;
        return isApproved || IsWithin(limits, chargedMinor, waiting, at) ? OfflineVerdict.MayQueue : OfflineVerdict.NeedsApproval;
    }

    private static bool IsWithin(OfflineLimits limits, long chargedMinor, OfflineWaiting waiting, DateTime at) =>
        chargedMinor <= limits.MaxItemMinor
        && chargedMinor <= limits.MaxTotalMinor - waiting.TotalMinor
        && (waiting.Oldest is not { } oldest || at - oldest < limits.MaxAge);
}
