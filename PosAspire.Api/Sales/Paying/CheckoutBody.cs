using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Paying;

/// <summary>One tender of an order that is being paid.</summary>
/// <param name="Type"><c>cash</c>, <c>card</c>, <c>gift_card</c>, <c>store_credit</c> or <c>qris</c>.</param>
/// <param name="Status"><c>pending</c>, <c>queued</c>, <c>requires_action</c>, <c>authorized</c>, <c>captured</c>, <c>failed</c>, <c>unknown</c> or <c>refunded</c>.</param>
/// <param name="Stands">It stands for its part of the order; a failed one does not.</param>
/// <param name="Card">As it may be shown: <c>visa 4242</c>.</param>
/// <param name="FailureCode">Stable; the provider's word where it has one.</param>
/// <param name="Message">What the cashier should know or do; null when all is well.</param>
/// <param name="Reader">The reader that the customer pays at.</param>
/// <param name="Qr">What the customer's telephone scans.</param>
/// <param name="ExpiresAt">UTC: until when it can be paid.</param>
public sealed record TenderBody(
    Guid Id, string Type, string Status, bool Stands, long AmountMinor, long TipMinor, long TenderedMinor, long ChangeMinor, long RefundedMinor,
    string? Card, string? FailureCode, string? Message, string? Reader, string? Qr, DateTime? ExpiresAt);

/// <summary>How far an order is paid.</summary>
/// <param name="Status"><c>awaiting_payment</c> until its money is there, then <c>completed</c>.</param>
/// <param name="PaidMinor">What its tenders stand for.</param>
/// <param name="RemainingInCashMinor">What would be due in cash for the rest, rounded to coins that exist.</param>
/// <param name="Version">The order's; rises with every change.</param>
public sealed record CheckoutBody(
    Guid OrderId, string Number, string Status, string Location, string Currency, long TotalMinor, long CashRoundingMinor, long DueMinor,
    long PaidMinor, long RemainingMinor, long RemainingInCashMinor, long TipMinor, long ChangeMinor, IReadOnlyList<TenderBody> Tenders, int Version)
{
    internal static CheckoutBody Of(Order order, CatalogShop shop, IReadOnlyList<Payment> payments)
    {
        var paid = Checkout.Of(order, payments);
        return new(
            order.Id, OrderBodies.Number(order.Number, order.Training), EnumText.Of(order.Status), shop.Code, order.Currency, order.TotalMinor,
            order.CashRoundingMinor, order.DueMinor, paid.HeldMinor, paid.RemainingMinor, InCash(shop, paid.RemainingMinor),
            payments.Where(payment => payment.Stands).Sum(payment => payment.TipMinor), payments.Where(payment => payment.Stands).Sum(payment => payment.ChangeMinor),
            [.. payments.OrderBy(payment => payment.Id).Select(Tender)], order.Version);
    }

    /// <summary>What coins can pay of an amount.</summary>
    internal static long InCash(CatalogShop shop, long minor) =>
        new Money(minor, shop.Currency).RoundTo(shop.Rules.Cash.IncrementMinor, shop.Rules.Cash.Rounding).Minor;

    private static TenderBody Tender(Payment payment) => new(
        payment.Id, EnumText.Of(payment.Type), EnumText.Of(payment.Status), payment.Stands, payment.AmountMinor, payment.TipMinor, payment.TenderedMinor,
        payment.ChangeMinor, payment.RefundedMinor, payment.Card, payment.FailureCode, PaymentWords.Of(payment),
        payment.Source is { } source && source.StartsWith(PaymentSource.Reader, StringComparison.Ordinal) ? source[PaymentSource.Reader.Length..] : null,
        payment.Qr, payment.ExpiresAt);
}
