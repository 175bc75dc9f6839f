namespace PosAspire.Domain.Payments.Steps;

/// <summary>The named limits of asking a provider.</summary>
/// <param name="Lease">How long one process may ask undisturbed; longer than a call can take.</param>
/// <param name="Call">The longest wait for one answer.</param>
/// <param name="PollEvery">How often a payment that waits for the customer is looked at.</param>
/// <param name="Rest">How long money that waits for other tenders is left alone.</param>
/// <param name="MaxSteps">Calls that one payment makes in a row.</param>
public sealed record PaymentLimits(TimeSpan Lease, TimeSpan Call, TimeSpan PollEvery, TimeSpan Rest, int MaxSteps)
{
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)];

    /// <summary>A payment that is still unknown after so many looks is a manager's.</summary>
    public const short EscalateAfterReads = 10;

    public static PaymentLimits Default { get; } = new(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30), 8);

    /// <summary>How long after an answer that settled nothing it is read again.</summary>
    /// <param name="reads">How often it was read before.</param>
    public static TimeSpan ReadAfter(int reads) => Pauses[Math.Clamp(reads, 0, Pauses.Length - 1)];
}
