namespace PosAspire.Domain.Payments.Refunds;

/// <summary>What a provider is asked about a refund.</summary>
public enum RefundVerb
{
    /// <summary>To give the money back.</summary>
    Ask,

    /// <summary>What became of it.</summary>
    Read,
}

/// <summary>Decides what a payout needs next. Pure: the same row at the same time always gives the same step.</summary>
public static class RefundSteps
{
    /// <summary>The next call; null when there is none to make now.</summary>
    public static RefundVerb? Next(RefundPayout payout, DateTime at)
    {
        // Nothing is left to do, or whoever asks has the lease until then.
        if (payout.Provider is null || payout.NextReadAt is not { } due || due > at)
            return null;
        // Whoever asked this died, or lost the lease: money is never given back a second time without a look.
        if (payout.Asking is not null)
            return RefundVerb.Read;
        return payout.AskedAt is null && !payout.IsSettled ? RefundVerb.Ask : RefundVerb.Read;
    }
}

/// <summary>The named limits of asking a provider for money back.</summary>
/// <param name="Lease">How long one process may ask undisturbed; longer than a call can take.</param>
/// <param name="Call">The longest wait for one answer.</param>
/// <param name="MaxSteps">Calls that one payout makes in a row.</param>
public sealed record RefundLimits(TimeSpan Lease, TimeSpan Call, int MaxSteps)
{
    /// <summary>A refund that is still unknown after so many looks is a manager's.</summary>
    public const short EscalateAfterReads = 10;

    /// <summary>
    /// A call that has had no effect after so long has none any more. Providers keep a failure for its key, so it is asked again under
    /// another one; before that under the same, which a call that is still on its way shares.
    /// </summary>
    public static readonly TimeSpan LongDead = TimeSpan.FromMinutes(1);

    /// <summary>How far above a cashier's limit a manager's own is.</summary>
    public const int ManagerTimes = 10;

    /// <summary>What a cashier may give back of one order unapproved where the shop has set nothing: 50 dollars, and 500,000 rupiah.</summary>
    private const long UnapprovedDollarCents = 5_000;
    private const long UnapprovedRupiah = 500_000;

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)];

    // Banks take hours, some of them days.
    private static readonly TimeSpan[] BankPauses = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public static RefundLimits Default { get; } = new(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(12), 4);

    /// <summary>How long after an answer that settled nothing it is looked at again.</summary>
    public static TimeSpan ReadAfter(int reads) => Pauses[Math.Clamp(reads, 0, Pauses.Length - 1)];

    /// <summary>How long after the bank was told it is looked at again.</summary>
    public static TimeSpan BankAfter(int reads) => BankPauses[Math.Clamp(reads, 0, BankPauses.Length - 1)];

    /// <summary>What somebody may give back of one order without a second person.</summary>
    /// <param name="setMinor">The shop's own limit for cashiers; null when it has set none.</param>
    public static Shared.Money Unapproved(Shared.Currency currency, long? setMinor, bool isManager)
    {
        var cashier = setMinor ?? (currency.Digits == 0 ? UnapprovedRupiah : UnapprovedDollarCents);
        return new(isManager ? checked(cashier * ManagerTimes) : cashier, currency);
    }
}

/// <summary>Why a refund failed, where it is not the provider's word that says it.</summary>
internal static class RefundFailures
{
    public const string Declined = "declined";

    /// <summary>Another amount was given back than was asked for.</summary>
    public const string AmountMismatch = "amount_mismatch";

    /// <summary>The provider does not know the payment that it took.</summary>
    public const string PaymentUnknown = "payment_unknown";
}
