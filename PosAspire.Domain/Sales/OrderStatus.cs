namespace PosAspire.Domain.Sales;

/// <summary>Where an order stands.</summary>
public enum OrderStatus
{
    Draft,
    Open,
    AwaitingPayment,
    Paid,
    Completed,
    Cancelled,
    Voided,
    Refunded,
    PartiallyRefunded,
}
