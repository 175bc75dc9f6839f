namespace PosAspire.Domain.Payments.Refunds;

/// <summary>What of an order comes back.</summary>
public enum RefundKind
{
    Whole,
    Lines,

    /// <summary>Money only: a lamp is scratched and stays with the customer.</summary>
    Amount,

    /// <summary>The order is undone on its own day.</summary>
    Void,
}

/// <summary>How the money goes back.</summary>
public enum RefundMethod
{
    /// <summary>The way it came.</summary>
    Original,
    StoreCredit,
    Cash,
}

/// <summary>Where a refund, or a part of it, stands.</summary>
public enum RefundStatus
{
    /// <summary>Written down, and the provider has not said yes yet.</summary>
    Pending,

    /// <summary>The provider was asked and nobody knows whether it heard: it is read back.</summary>
    Unknown,

    /// <summary>The customer has the money.</summary>
    Succeeded,

    /// <summary>The customer does not have the money: a manager gives it back another way.</summary>
    Failed,
}

/// <summary>What becomes of goods that came back.</summary>
public enum Disposition
{
    Restock,
    WriteOff,
}

/// <summary>Money given back for an order. The goods' way and the money's claim are written at once; what providers do with it is told by its payouts.</summary>
public sealed class Refund
{
    private Refund()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid Id { get; private set; }

    public Guid OrderId { get; private set; }

    public RefundKind Kind { get; private set; }

    public RefundMethod Method { get; private set; }

    public RefundStatus Status { get; private set; }

    /// <summary>Of the order's total, in minor units.</summary>
    public long AmountMinor { get; private set; }

    public string Reason { get; private set; } = "";

    public Guid RequestedBy { get; private set; }

    /// <summary>Never who asked; null where none was needed.</summary>
    public Guid? ApprovedBy { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>When the customer had all of it, or it was certain that part of it failed, UTC.</summary>
    public DateTime? SettledAt { get; private set; }

    /// <summary>A refund as it is begun.</summary>
    public static Refund Of(RefundDraft draft, DateTime at) => new()
    {
        LocationId = draft.LocationId,
        Id = Guid.CreateVersion7(at),
        OrderId = draft.OrderId,
        Kind = draft.Kind,
        Method = draft.Method,
        Status = RefundStatus.Pending,
        AmountMinor = draft.AmountMinor,
        Reason = draft.Reason,
        RequestedBy = draft.RequestedBy,
        ApprovedBy = draft.ApprovedBy,
        CreatedAt = at,
    };

    /// <summary>Takes over where its payouts stand.</summary>
    public void Settle(IEnumerable<RefundStatus> payouts, DateTime at)
    {
        Status = Together(payouts);
        SettledAt = Status is RefundStatus.Succeeded or RefundStatus.Failed ? at : null;
    }

    /// <summary>The whole is as certain as its least certain part; what has failed says so at once.</summary>
    public static RefundStatus Together(IEnumerable<RefundStatus> payouts)
    {
        var worst = RefundStatus.Succeeded;
        foreach (var status in payouts)
        {
            if (Weight(status) > Weight(worst))
                worst = status;
        }

        return worst;
    }

    private static int Weight(RefundStatus status) => status switch
    {
        RefundStatus.Succeeded => 0,
        RefundStatus.Pending => 1,
        RefundStatus.Unknown => 2,
        RefundStatus.Failed => 3,
    };
}

/// <summary>What a refund is begun with.</summary>
public sealed record RefundDraft(
    Guid LocationId, Guid OrderId, RefundKind Kind, RefundMethod Method, long AmountMinor, string Reason, Guid RequestedBy, Guid? ApprovedBy);

/// <summary>Units of a line that came back.</summary>
public sealed class RefundLine
{
    private RefundLine()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid RefundId { get; private set; }

    public short LineNo { get; private set; }

    public int Quantity { get; private set; }

    public long AmountMinor { get; private set; }

    public Disposition Disposition { get; private set; }

    public static RefundLine Of(Refund refund, LineBack back, Disposition disposition) => new()
    {
        LocationId = refund.LocationId,
        RefundId = refund.Id,
        LineNo = (short)back.LineNo,
        Quantity = back.Quantity,
        AmountMinor = back.AmountMinor,
        Disposition = disposition,
    };
}
