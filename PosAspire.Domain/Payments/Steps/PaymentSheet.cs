using System.Text.Json;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Steps;

/// <summary>An order and its payments while one of them changes; all of it is written together or not at all.</summary>
/// <param name="location">The shop's code.</param>
/// <param name="at">UTC.</param>
public sealed class PaymentSheet(Order order, string location, List<Payment> payments, DateTime at)
{
    public Order Order { get; } = order;

    public string Location { get; } = location;

    public List<Payment> Payments { get; } = payments;

    public DateTime At { get; } = at;

    public Currency Currency { get; } = Currency.Of(order.Currency);

    /// <summary>Steps that the order made.</summary>
    public List<OrderStatusChange> Steps { get; } = [];

    /// <summary>Actions for the journal and topics for the outbox, each with its facts as JSON, by whom.</summary>
    public List<(string What, string Facts, Guid By, bool IsTold)> Said { get; } = [];

    /// <summary>What only a manager can settle.</summary>
    public List<(PaymentCaseKind Kind, Guid PaymentId)> Cases { get; } = [];

    public Payment? Find(Guid paymentId) => Payments.Find(payment => payment.Id == paymentId);

    /// <summary>Completes the order when its money is there.</summary>
    /// <returns>Whether it is completed now.</returns>
    public bool TryComplete(Guid by)
    {
        if (Order.Status != OrderStatus.AwaitingPayment || !Checkout.Of(Order, Payments).IsSettled)
            return false;
        Order.Complete(At);
        Step(by);
        Say("order.completed", new { orderId = Order.Id, number = Order.Number, totalMinor = Order.TotalMinor, currency = Order.Currency, training = Order.Training }, by);
        return true;
    }

    /// <summary>Takes down the step that the order has just made.</summary>
    public void Step(Guid by) => Steps.Add(OrderStatusChange.Of(Order, At, by));

    /// <summary>Journals it and tells the rest of the house.</summary>
    public void Say(string what, object facts, Guid by) => Said.Add((what, JsonSerializer.Serialize(facts, JsonSerializerOptions.Web), by, true));

    /// <summary>Journals it only.</summary>
    public void Note(string what, object facts, Guid by) => Said.Add((what, JsonSerializer.Serialize(facts, JsonSerializerOptions.Web), by, false));
}

/// <summary>Why a payment needs a manager.</summary>
public enum PaymentCaseKind
{
    /// <summary>The goods went before the provider answered, and then it declined.</summary>
    DeclinedLater,

    /// <summary>Nobody could find out whether the money was taken.</summary>
    UnknownEscalated,

    /// <summary>Till, provider and ledger do not say the same.</summary>
    Mismatch,

    /// <summary>The goods went long ago, and the provider could still not be asked for the money.</summary>
    QueuedTooLong,
}
