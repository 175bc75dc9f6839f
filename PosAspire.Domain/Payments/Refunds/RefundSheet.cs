namespace PosAspire.Domain.Payments.Refunds;

/// <summary>A refund with its payouts, while one of them is changed in a transaction in which nobody else changes any.</summary>
/// <param name="Location">The shop's code.</param>
/// <param name="At">UTC, in the milliseconds that ids hold.</param>
public sealed record RefundSheet(Refund Refund, IReadOnlyList<RefundPayout> Payouts, RefundPayout Payout, string Location, DateTime At)
{
    /// <summary>What is journalled and told with it: a word and its facts as JSON.</summary>
    public List<(string What, string Facts)> Said { get; } = [];

    /// <summary>Puts the payment on the list that a manager works off.</summary>
    public Steps.PaymentCaseKind? Case { get; set; }
}

/// <summary>What became of a payout.</summary>
/// <param name="Location">The shop's code.</param>
/// <param name="Status">Of the whole refund.</param>
public sealed record RefundMoved(Guid PayoutId, Guid RefundId, Guid OrderId, string Location, RefundStatus Payout, RefundStatus Status);
