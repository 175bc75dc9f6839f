using System.Buffers.Text;
using System.Security.Cryptography;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>A sale. The database holds <c>total = subtotal + service + tax</c> and <c>due = total + cash rounding</c>.</summary>
public sealed partial class Order
{
    /// <summary>The longest reason of a cancelled or voided order or line.</summary>
    public const int MaxReasonLength = 200;

    private Order()
    {
    }

    public Guid LocationId { get; private set; }

    /// <summary>UUIDv7: sorts by the time of the sale.</summary>
    public Guid Id { get; private set; }

    /// <summary>What people call it: counts from 1 per location and business day. Unique; a restart may leave a gap.</summary>
    public int Number { get; private set; }

    public DateOnly BusinessDay { get; private set; }

    public OrderStatus Status { get; private set; }

    public string Currency { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime? CompletedAt { get; private set; }

    public Guid CreatedBy { get; private set; }

    public Guid? RegisterId { get; private set; }

    /// <summary>Practice: it touches neither stock nor revenue, and counts its numbers on its own.</summary>
    public bool Training { get; private set; }

    /// <summary>What people call an open order: a table, a guest's name.</summary>
    public string? Label { get; private set; }

    /// <summary>What was noted on its cart; printed on the receipt.</summary>
    public string? Note { get; private set; }

    public OrderKind Kind { get; private set; }

    /// <summary>Where its guests sit; one order a table.</summary>
    public Guid? TableId { get; private set; }

    /// <summary>How many guests it is for, when somebody counted.</summary>
    public short? Guests { get; private set; }

    /// <summary>What its guests follow it by; it cannot be guessed. Only orders that are not paid at once have one.</summary>
    public string? GuestToken { get; private set; }

    /// <summary>When the guests asked for the bill; nothing was added since.</summary>
    public DateTime? BillAt { get; private set; }

    /// <summary>Why it was cancelled or voided.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who let it be voided; never who asked.</summary>
    public Guid? ApprovedBy { get; private set; }

    /// <summary>Lines after discounts, in minor units like every amount here.</summary>
    public long SubtotalMinor { get; private set; }

    public long ServiceMinor { get; private set; }

    public long TaxMinor { get; private set; }

    public long TotalMinor { get; private set; }

    public long CashRoundingMinor { get; private set; }

    public long DueMinor { get; private set; }

    /// <summary>Tax that the prices already contain; no part of <c>total = subtotal + service + tax</c>.</summary>
    public long TaxIncludedMinor { get; private set; }

    /// <summary>The taxes as they were on the day: JSON array of name, rate and amount.</summary>
    public string Taxes { get; private set; } = "";

    /// <summary>Rises with every change, for optimistic concurrency.</summary>
    public int Version { get; private set; }

    /// <summary>Begins an order that is added to, sent and paid later.</summary>
    /// <param name="day">The business day it is begun on; it keeps it even when it is paid after the cut-over.</param>
    public static Order Open(Guid locationId, Currency currency, Guid id, int number, DateOnly day, DateTime at, Guid by, OpenedFor opened) => new()
    {
        LocationId = locationId,
        Id = id,
        Number = number,
        BusinessDay = day,
        Status = OrderStatus.Open,
        Currency = currency.Code,
        CreatedAt = at,
        CreatedBy = by,
        RegisterId = opened.RegisterId,
        Training = opened.Training,
        Label = opened.Label,
        Kind = opened.TableId is null ? opened.Kind : OrderKind.DineIn,
        TableId = opened.TableId,
        Guests = opened.Guests,
        GuestToken = NewGuestToken(),
        Taxes = "[]",
        Version = 1,
    };

    /// <summary>Whether lines may still change; the error when not.</summary>
    public PosError? MustBeOpen() => Status == OrderStatus.Open ? null : OpenOrderErrors.NotOpen(Status);

    /// <summary>Takes over what its lines cost now.</summary>
    /// <param name="taxes">JSON array of name, rate and amount.</param>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    public void Price(Totals totals, string taxes)
    {
        Guard(OrderStatus.Open);
        (SubtotalMinor, ServiceMinor, TaxMinor, TotalMinor) = (totals.Net.Minor, totals.Service.Minor, totals.Tax.Minor, totals.Total.Minor);
        (CashRoundingMinor, DueMinor, TaxIncludedMinor) = (totals.CashRounding.Minor, totals.DueInCash.Minor, totals.TaxIncluded.Minor);
        Taxes = taxes;
        Version++;
    }

    /// <summary>Its guests sit down at another table.</summary>
    public PosError? Move(Guid tableId)
    {
        if (MustBeOpen() is { } closed)
            return closed;
        (TableId, Kind) = (tableId, OrderKind.DineIn);
        Version++;
        return null;
    }

    /// <summary>Its guests want to pay.</summary>
    public PosError? AskForBill(DateTime at)
    {
        if (MustBeOpen() is { } closed)
            return closed;
        BillAt = at;
        Version++;
        return null;
    }

    /// <summary>Its guests went on ordering after they had asked for the bill.</summary>
    public void ForgetBill() => BillAt = null;

    /// <summary>It is paid whole.</summary>
    /// <exception cref="InvalidOperationException">It is neither open nor waiting for its money.</exception>
    public void Complete(DateTime at)
    {
        if (Status != OrderStatus.AwaitingPayment)
            Guard(OrderStatus.Open);
        (Status, CompletedAt) = (OrderStatus.Completed, at);
        Version++;
    }

    /// <summary>Gives up an order that nobody paid.</summary>
    public PosError? Cancel(string reason)
    {
        if (Status != OrderStatus.AwaitingPayment && MustBeOpen() is { } closed)
            return closed;
        (Status, Reason) = (OrderStatus.Cancelled, reason);
        Version++;
        return null;
    }

    /// <summary>Undoes a completed order on the business day of its completion; later, it is a refund.</summary>
    /// <param name="completedOn">The business day on which it was completed.</param>
    /// <param name="today">The shop's business day now.</param>
    public PosError? Void(string reason, Guid requestedBy, Guid approvedBy, DateOnly completedOn, DateOnly today)
    {
        if (Status != OrderStatus.Completed)
            return OpenOrderErrors.NotVoidable(Status);
        if (approvedBy == requestedBy)
            return OpenOrderErrors.ApproverIsRequester;
        if (completedOn != today)
            return OpenOrderErrors.VoidTooLate;
        (Status, Reason, ApprovedBy) = (OrderStatus.Voided, reason, approvedBy);
        GiveAllBack();
        Version++;
        return null;
    }

    // 128 bits, so that nobody finds another guest's order by trying.
    private static string NewGuestToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    private void Guard(OrderStatus needed)
    {
        if (Status != needed)
            throw new InvalidOperationException($"Order {Id} is {Status} and not {needed}.");
    }
}
