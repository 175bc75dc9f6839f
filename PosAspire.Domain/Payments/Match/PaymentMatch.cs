using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Match;

/// <summary>A payment as the till has it.</summary>
/// <param name="Order">What people call the order: <c>LIQ1 2026-11-22 17</c>.</param>
/// <param name="Captured">What the till says was taken.</param>
/// <param name="Refunded">What the till says went back.</param>
public sealed record TillPayment(
    Guid LocationId, Guid Id, string Order, string Provider, string? Ref, PaymentStatus Status, Money Charged, Money Captured, Money Refunded);

/// <summary>A payment as its provider has it.</summary>
/// <param name="Amount">Authorised or captured; null where the provider says nothing.</param>
/// <param name="Refunded">Null where the provider lists no refunds.</param>
public sealed record ProviderPayment(ProviderStatus Status, Money? Amount, Money? Refunded);

/// <summary>How till, provider and ledger can disagree.</summary>
public enum Difference
{
    /// <summary>The provider took money that the till does not count.</summary>
    PaidNotRecorded,

    /// <summary>The provider holds money that the till does not count.</summary>
    HeldNotRecorded,

    /// <summary>The till counts money that the provider did not take.</summary>
    RecordedNotPaid,

    /// <summary>Both know the payment, with different amounts.</summary>
    OtherAmount,

    /// <summary>Both know the payment, and not the same went back.</summary>
    OtherRefund,

    /// <summary>The provider has a payment that the till never made.</summary>
    NotOurs,

    /// <summary>Whether money was taken is not known even now.</summary>
    StillUnknown,

    /// <summary>The provider did not answer, so nothing was compared.</summary>
    NotCompared,

    /// <summary>An order is complete, and its payments are not what was due.</summary>
    NotCovered,

    /// <summary>An order is no more, and its money did not go back.</summary>
    MoneyKept,
}

/// <summary>One disagreement.</summary>
/// <param name="Till">What the till or the ledger counts.</param>
/// <param name="Other">What the provider has, or what was due.</param>
public sealed record MatchLine(
    Difference Kind, Guid? LocationId, Guid? PaymentId, string? Provider, string? Ref, string? Order, Money? Till, Money? Other)
{
    /// <summary>What to do about it.</summary>
    public string Action => MatchWords.Of(Kind);
}

/// <summary>Compares the till's payments with their providers'. Pure.</summary>
public static class PaymentMatch
{
    /// <summary>What is wrong with one payment; null when nothing is.</summary>
    public static MatchLine? Compare(TillPayment till, ProviderPayment other)
    {
        ArgumentNullException.ThrowIfNull(till);
        ArgumentNullException.ThrowIfNull(other);
        if (other.Status is ProviderStatus.Unreachable or ProviderStatus.Unknown or ProviderStatus.Rejected)
            return Line(till, Difference.NotCompared, till.Captured, null);
        var taken = other.Status == ProviderStatus.Captured ? other.Amount ?? till.Charged : Money.Zero(till.Charged.Currency);
        return till.Status switch
        {
            PaymentStatus.Captured or PaymentStatus.Refunded => Recorded(till, other, taken),
            PaymentStatus.Failed when other.Status == ProviderStatus.Authorized => Line(till, Difference.HeldNotRecorded, till.Captured, other.Amount),
            _ when other.Status == ProviderStatus.Captured => Unrecorded(till, other, taken),
            PaymentStatus.Unknown => Line(till, Difference.StillUnknown, null, other.Amount),
            _ => null,
        };
    }

    /// <summary>A payment of the provider's that no till has made.</summary>
    public static MatchLine NotOurs(string provider, ProviderRow row) => new(Difference.NotOurs, null, row.PaymentId, provider, row.Ref, null, null, row.Amount);

    private static MatchLine? Recorded(TillPayment till, ProviderPayment other, Money taken)
    {
        if (other.Status != ProviderStatus.Captured)
            return Line(till, Difference.RecordedNotPaid, till.Captured, taken);
        if (taken != till.Captured)
            return Line(till, Difference.OtherAmount, till.Captured, taken);
        return other.Refunded is { } back && back != till.Refunded ? Line(till, Difference.OtherRefund, till.Refunded, back) : null;
    }

    // What came too late and went back again is nobody's money.
    private static MatchLine? Unrecorded(TillPayment till, ProviderPayment other, Money taken) =>
        other.Refunded == taken ? null : Line(till, Difference.PaidNotRecorded, till.Captured, taken);

    private static MatchLine Line(TillPayment till, Difference kind, Money? own, Money? other) =>
        new(kind, till.LocationId, till.Id, till.Provider, till.Ref, till.Order, own, other);
}

/// <summary>What to do about a difference.</summary>
public static class MatchWords
{
    public static string Of(Difference kind) => kind switch
    {
        Difference.PaidNotRecorded => "Give the money back in the provider's pages, unless the customer has the goods and paid nothing else.",
        Difference.HeldNotRecorded => "Let it go in the provider's pages; it also expires by itself.",
        Difference.RecordedNotPaid => "Nothing was taken for these goods: ask the customer for another payment, or write the loss off.",
        Difference.OtherAmount => "Give back what is too much, or ask for what is missing.",
        Difference.OtherRefund => "Compare the refunds one by one, and make or record the one that is missing.",
        Difference.NotOurs => "Look in the provider's pages who made it; give it back when it was a mistake.",
        Difference.StillUnknown => "Look it up in the provider's pages and resolve its case.",
        Difference.NotCompared => "Run the match again when the provider answers.",
        Difference.NotCovered => "Open the order: a payment of it failed after the goods had gone, or its amounts were changed.",
        Difference.MoneyKept => "Give the money of this order back.",
    };
}
