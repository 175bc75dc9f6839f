using System.Text.Json;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <summary>A line of a stored order.</summary>
/// <param name="LineNo">Names the line when it is changed or taken off; never given to another.</param>
/// <param name="UnitPriceMinor">Price of one sold unit, its modifiers included, as of when it was ordered.</param>
/// <param name="SentAt">When the kitchen was told.</param>
/// <param name="Station">Name of the kitchen station that makes it; null where nothing is cooked.</param>
/// <param name="RemovedAt">When it was taken off; only lines that the kitchen knew of are shown then.</param>
public sealed record OrderLineDetail(
    int LineNo, Guid ProductId, string Name, string Size, string Unit, int UnitQuantity, int Quantity, long UnitPriceMinor,
    IReadOnlyList<ChosenModifier> Modifiers, long DiscountMinor, long LineTotalMinor, DateTime? SentAt, DateTime? RemovedAt, string? RemovedReason,
    string? Station);

/// <param name="Status">As in a checkout: <c>captured</c> when the money is here, <c>refunded</c> when it went back.</param>
/// <param name="TipMinor">On top of the amount, for the staff.</param>
/// <param name="RefundedMinor">What of it went back, tip included.</param>
/// <param name="Card">As it may be shown: <c>visa 4242</c>; never more than the last four digits.</param>
public sealed record PaymentDetail(
    Guid Id, string Type, string Status, long AmountMinor, long TenderedMinor, long ChangeMinor, long TipMinor, long RefundedMinor, string? Card, DateTime CreatedAt);

/// <param name="Reason">Why it was cancelled or voided.</param>
public sealed record StatusDetail(string Status, DateTime At, Guid ActorId, string? Reason);

/// <summary>The table that an order's guests sit at.</summary>
public sealed record OrderTable(Guid Id, string Name);

/// <summary>An order with all that belongs to it.</summary>
/// <param name="Kind"><c>dine_in</c>, <c>takeaway</c> or <c>counter</c>.</param>
/// <param name="Guests">How many it is for, when somebody counted.</param>
/// <param name="GuestToken">What its guests follow it by, at <c>/track/{token}</c>; an order paid at once has none.</param>
/// <param name="BillAt">When they asked for the bill; nothing was added since.</param>
/// <param name="Lines">What is to be paid; they add up to the subtotal.</param>
/// <param name="VoidLines">What was taken off after the kitchen had been told.</param>
/// <param name="TaxIncludedMinor">Taxes inside the prices, no part of <c>total = subtotal + service + taxes on top</c>.</param>
/// <param name="History">From the first step to the last.</param>
/// <param name="Warnings">What the cashier should know though it went through.</param>
/// <param name="Note">Printed on the receipt.</param>
public sealed record OrderDetail(
    Guid Id, string Number, string Status, string Location, Guid? RegisterId, bool Training, string? Label, string Kind, OrderTable? Table, short? Guests,
    string? GuestToken, DateTime? BillAt, string Currency, DateOnly BusinessDay, DateTime CreatedAt, Guid CreatedBy, DateTime? CompletedAt, string? Reason, Guid? ApprovedBy, int Version,
    IReadOnlyList<OrderLineDetail> Lines, IReadOnlyList<OrderLineDetail> VoidLines, long SubtotalMinor, IReadOnlyList<TaxBody> Taxes, long ServiceMinor,
    long TotalMinor, long TaxIncludedMinor, long CashRoundingMinor, long DueMinor, long TenderedMinor, long ChangeMinor,
    IReadOnlyList<PaymentDetail> Payments, IReadOnlyList<StatusDetail> History, IReadOnlyList<WarningBody> Warnings, ReceiptLinks Receipt,
    string? Note);

/// <summary>An order and the rows that belong to it.</summary>
internal sealed record StoredOrder(Order Order, List<OrderLine> Lines, List<Payment> Payments, List<OrderStatusChange> History)
{
    /// <summary>Where its guests sit.</summary>
    public OrderTable? Table { get; set; }

    /// <summary>The lines that are to be paid.</summary>
    public IEnumerable<OrderLine> Active => Lines.Where(line => line.IsActive);

    // A tender that failed handed nothing over.
    private IEnumerable<Payment> Counted => Payments.Where(payment => payment.Stands || payment.RefundedMinor > 0);

    public static IReadOnlyList<ChosenModifier> Choices(string? modifiers) =>
        modifiers is null ? [] : JsonSerializer.Deserialize<List<ChosenModifier>>(modifiers, JsonSerializerOptions.Web) ?? [];

    public IReadOnlyList<TaxBody> Taxes() => JsonSerializer.Deserialize<List<TaxBody>>(Order.Taxes, JsonSerializerOptions.Web) ?? [];

    public OrderDetail Detail(CatalogView view, CatalogShop shop, IReadOnlyList<WarningBody> warnings) => new(
        Order.Id, OrderBodies.Number(Order.Number, Order.Training), EnumText.Of(Order.Status), shop.Code, Order.RegisterId, Order.Training, Order.Label,
        EnumText.Of(Order.Kind), Table, Order.Guests, Order.GuestToken, Order.BillAt, Order.Currency, Order.BusinessDay, Order.CreatedAt, Order.CreatedBy, Order.CompletedAt, Order.Reason, Order.ApprovedBy, Order.Version,
        [.. Active.Select(line => Line(view, shop, line))], [.. Lines.Where(line => !line.IsActive && line.IsSent).Select(line => Line(view, shop, line))], Order.SubtotalMinor, Taxes(), Order.ServiceMinor,
        Order.TotalMinor, Order.TaxIncludedMinor, Order.CashRoundingMinor, Order.DueMinor,
        Counted.Sum(payment => payment.TenderedMinor), Counted.Sum(payment => payment.ChangeMinor),
        [.. Payments.Select(Paid)], [.. Steps()], warnings, ReceiptLinks.Of(Order.Id), Order.Note);

    private static OrderLineDetail Line(CatalogView view, CatalogShop shop, OrderLine line) => new(
        line.LineNo, line.ProductId, line.Name, line.Size, EnumText.Of(line.Unit), line.UnitQuantity, line.Quantity, line.UnitPriceMinor,
        Choices(line.Modifiers), line.DiscountMinor, line.LineTotalMinor, line.SentAt, line.RemovedAt, line.RemovedReason,
        shop.StationNameOf(view.TryProduct(line.ProductId, out var product) ? product.CategoryId : default));

    private static PaymentDetail Paid(Payment payment) => new(
        payment.Id, EnumText.Of(payment.Type), EnumText.Of(payment.Status), payment.AmountMinor, payment.TenderedMinor, payment.ChangeMinor,
        payment.TipMinor, payment.RefundedMinor, payment.Card, payment.CreatedAt);

    // A sale that was completed at once has no step of its own for it.
    private IEnumerable<StatusDetail> Steps()
    {
        if (Order.CompletedAt is { } completed && !History.Exists(step => step.Status == OrderStatus.Completed))
            yield return new(EnumText.Of(OrderStatus.Completed), completed, Order.CreatedBy, null);
        foreach (var step in History)
            yield return new(EnumText.Of(step.Status), step.At, step.ActorId, step.Reason);
    }
}
