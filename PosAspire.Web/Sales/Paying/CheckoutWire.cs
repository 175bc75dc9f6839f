using PosAspire.Web.Identity;

namespace PosAspire.Web.Sales.Paying;

// An order that is paid tender by tender, as Api tells of it and as it is asked to go on. All amounts are minor units.

/// <summary>How far an order is paid.</summary>
/// <param name="Status"><c>awaiting_payment</c> until its money is there; then <c>completed</c>, or <c>cancelled</c> or <c>open</c> when it was given up.</param>
/// <param name="RemainingInCashMinor">What is due in cash for the rest.</param>
public sealed record Checkout(
    Guid OrderId, string Number, string Status, string Location, string Currency, long TotalMinor, long CashRoundingMinor, long DueMinor,
    long PaidMinor, long RemainingMinor, long RemainingInCashMinor, long TipMinor, long ChangeMinor, IReadOnlyList<CheckoutTender> Tenders, int Version)
{
    public bool IsAwaited => Status == "awaiting_payment";

    /// <summary>Somebody is waited for: the customer, or the card service.</summary>
    public CheckoutTender? Waiting => Tenders.LastOrDefault(tender => tender.IsWaiting);

    /// <summary>The last one that took nothing, while nothing was done since.</summary>
    public CheckoutTender? Refused => Tenders is [.., { Status: "failed", FailureCode: not "canceled" } last] ? last : null;

    public string Show(long minor) => Frame.Money.Format(minor, Currency);
}

/// <param name="Type"><c>cash</c>, <c>card</c>, <c>gift_card</c>, <c>store_credit</c> or <c>qris</c>.</param>
/// <param name="Stands">It stands for its part of the order; a failed one does not.</param>
/// <param name="Card">As it may be shown: <c>visa 4242</c>.</param>
/// <param name="Message">What a cashier should know or do, in English; null when all is well.</param>
/// <param name="Qr">What the customer's telephone scans.</param>
public sealed record CheckoutTender(
    Guid Id, string Type, string Status, bool Stands, long AmountMinor, long TipMinor, long TenderedMinor, long ChangeMinor, long RefundedMinor,
    string? Card, string? FailureCode, string? Message, string? Reader, string? Qr, DateTimeOffset? ExpiresAt)
{
    public bool IsWaiting => Stands && Status is "pending" or "requires_action" or "unknown";

    public bool IsUnknown => Stands && Status == "unknown";

    /// <summary>Whether the customer can scan it now.</summary>
    public bool ShowsCode => Stands && Qr is not null && Status == "requires_action";
}

public sealed record BeginCheckout(Guid CartId, long Version);

public sealed record AddTender(string Type, long? AmountMinor, long TipMinor = 0, string? Source = null, string? CardCode = null, Approver? Approval = null);

public sealed record GiveUpCheckout(string Reason);

public sealed record AskBalance(string Location, string CardCode);

/// <summary>A gift card (<c>gift_card</c>) or store credit (<c>store_credit</c>) that somebody has in the hand.</summary>
public sealed record Balance(Guid Id, string Kind, string Last4, string Currency, long BalanceMinor);

/// <summary>The payment services: <c>stripe</c> takes cards, <c>qris</c> codes.</summary>
public sealed record PaymentServices(IReadOnlyList<PaymentService> Items);

/// <param name="Health"><c>closed</c> while it answers; anything else while it is left alone.</param>
public sealed record PaymentService(
    string Name, bool Configured, string Mode, string? Reason, string? SetBy, DateTimeOffset? Since, string? Health, DateTimeOffset? HealthSince, string? HealthReason)
{
    public bool IsSilent => Health is "open" or "half_open" or "forced_open";
}
