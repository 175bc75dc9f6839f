using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Providers;

/// <summary>One payment as a provider is asked for it.</summary>
/// <param name="OrderName">What people call the order, for the provider's own screens: <c>LIQ1 2026-11-22 17</c>. Never a person.</param>
/// <param name="Amount">What is to be taken, tip included.</param>
/// <param name="Source">What pays: <c>reader:tmr_…</c>, <c>method:pm_…</c>, or null where the customer chooses (QRIS).</param>
/// <param name="Ref">The provider's name of the payment; null before it was announced.</param>
/// <param name="Attempt">Counts from 1; a new one after a decline that the customer tries again.</param>
/// <param name="CreatedAt">UTC, when the till began it: how far back it must be looked for.</param>
public sealed record ProviderCharge(
    Guid PaymentId, Guid OrderId, string Location, string OrderName, Money Amount, string? Source, string? Ref, int Attempt, DateTime CreatedAt)
{
    /// <summary>The provider's idempotency key for one kind of call.</summary>
    /// <param name="verb"><c>create</c>, <c>confirm</c>, <c>capture</c> or <c>cancel</c>.</param>
    public string Key(string verb) => $"{PaymentId:N}-{Attempt}-{verb}";
}

/// <summary>One refund as a provider is asked for it.</summary>
/// <param name="PaymentRef">The provider's name of the payment that is given back.</param>
/// <param name="Ref">The provider's name of the refund; null before it was asked for.</param>
public sealed record ProviderRefund(Guid RefundId, Guid PaymentId, string PaymentRef, Money Amount, string? Ref, DateTime CreatedAt)
{
    /// <summary>The provider's idempotency key.</summary>
    public string Key => $"{RefundId:N}-refund";
}

/// <summary>What a provider holds true of a payment or a refund.</summary>
public enum ProviderStatus
{
    /// <summary>It is announced and nothing is taken yet; it can be confirmed.</summary>
    Created,

    /// <summary>Somebody has to do something: hold the card to the reader, scan the code, pass 3-D Secure.</summary>
    RequiresAction,

    /// <summary>The money is held for us and not taken yet.</summary>
    Authorized,

    /// <summary>The money is taken; of a refund: given back.</summary>
    Captured,

    /// <summary>Refused for good, in this attempt.</summary>
    Declined,

    /// <summary>Let go: nothing was or will be taken.</summary>
    Canceled,

    /// <summary>The provider knows no such payment.</summary>
    NotFound,

    /// <summary>The call may or may not have had its effect: only reading tells.</summary>
    Unknown,

    /// <summary>Certainly nothing has happened: the call never left, or was turned away before it was looked at.</summary>
    Unreachable,

    /// <summary>The provider does not accept the call as it is: a mistake of ours or of the settings, not of the customer.</summary>
    Rejected,
}

/// <summary>A card as it may be shown and stored.</summary>
/// <param name="Brand">Lower case: <c>visa</c>.</param>
/// <param name="Last4">The last four digits; nothing else of a number is ever kept.</param>
public sealed record CardSeen(string Brand, string Last4)
{
    private const int Shown = 4;

    /// <summary><c>visa 4242</c>, also when a provider says more than it should.</summary>
    public override string ToString() => $"{Brand} {(Last4.Length > Shown ? Last4[^Shown..] : Last4)}";
}

/// <summary>What a provider answered.</summary>
/// <param name="Ref">Its name of the payment or refund.</param>
/// <param name="Amount">What it holds authorised, captured or refunded; null where it says nothing.</param>
/// <param name="Code">Why it was declined or rejected, in the provider's word: <c>insufficient_funds</c>.</param>
/// <param name="Qr">What the customer's telephone is to scan.</param>
/// <param name="Until">UTC: until when the code can be paid, or what is authorised can be captured.</param>
public sealed record ProviderAnswer(
    ProviderStatus Status, string? Ref = null, Money? Amount = null, string? Code = null, CardSeen? Card = null, string? Qr = null, DateTime? Until = null);

/// <summary>A payment or refund in a provider's own list.</summary>
/// <param name="PaymentId">Ours, as we gave it; null when it was not made by us.</param>
/// <param name="RefundId">Ours; null for a payment.</param>
public sealed record ProviderRow(string Ref, Guid? PaymentId, Guid? RefundId, ProviderStatus Status, Money Amount, DateTime At);
