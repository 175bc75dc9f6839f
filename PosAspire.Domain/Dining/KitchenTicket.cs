using PosAspire.Domain.Sales;

namespace PosAspire.Domain.Dining;

/// <summary>What a station is told of one order at one time. It is open until the station bumps it, also when all of it was taken back.</summary>
public sealed class KitchenTicket
{
    private readonly List<KitchenTicketLine> lines = [];

    private KitchenTicket()
    {
    }

    public Guid LocationId { get; private set; }

    /// <summary>UUIDv7: sorts by the time of sending.</summary>
    public Guid Id { get; private set; }

    public Guid OrderId { get; private set; }

    /// <summary>The station's code at that time.</summary>
    public string Station { get; private set; } = "";

    public DateTime SentAt { get; private set; }

    /// <summary>When the station was done; null while it is not.</summary>
    public DateTime? BumpedAt { get; private set; }

    /// <summary>Rises with every bump and recall, for optimistic concurrency.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<KitchenTicketLine> Lines => lines;

    public bool IsDone => BumpedAt is not null;

    /// <summary>A new ticket with lines of an order that were just sent.</summary>
    /// <param name="told">Each with the names of its choices.</param>
    public static KitchenTicket Of(Order order, string station, DateTime at, IEnumerable<(OrderLine Line, string[] Modifiers)> told)
    {
        var ticket = new KitchenTicket { LocationId = order.LocationId, Id = Guid.CreateVersion7(at), OrderId = order.Id, Station = station, SentAt = at, Version = 1 };
        ticket.lines.AddRange(told.Select(line => KitchenTicketLine.Of(ticket, line.Line, line.Modifiers)));
        return ticket;
    }

    /// <summary>The station is done with it.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Bump(DateTime at)
    {
        if (IsDone)
            return false;
        (BumpedAt, Version) = (at, Version + 1);
        return true;
    }

    /// <summary>The station is not done with it after all; it is as old as it was.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Recall()
    {
        if (!IsDone)
            return false;
        (BumpedAt, Version) = (null, Version + 1);
        return true;
    }
}

/// <summary>A dish on a ticket.</summary>
public sealed class KitchenTicketLine
{
    private KitchenTicketLine()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid TicketId { get; private set; }

    /// <summary>The line's number in its order.</summary>
    public short LineNo { get; private set; }

    public Guid OrderId { get; private set; }

    public string Name { get; private set; } = "";

    public int Quantity { get; private set; }

    /// <summary>Names of the choices that came with it.</summary>
    public string[] Modifiers { get; private set; } = [];

    /// <summary>When it was taken back; it stays on the ticket, struck out.</summary>
    public DateTime? VoidedAt { get; private set; }

    internal static KitchenTicketLine Of(KitchenTicket ticket, OrderLine line, string[] modifiers) => new()
    {
        LocationId = ticket.LocationId,
        TicketId = ticket.Id,
        LineNo = line.LineNo,
        OrderId = ticket.OrderId,
        Name = line.Name,
        Quantity = line.Quantity,
        Modifiers = modifiers,
    };

    /// <summary>It is not to be made any more.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Void(DateTime at)
    {
        if (VoidedAt is not null)
            return false;
        VoidedAt = at;
        return true;
    }
}

/// <summary>What can happen to a ticket.</summary>
public enum KitchenStep
{
    Sent,
    Voided,
    Bumped,
    Recalled,
}

/// <summary>Who did what to a ticket and when; only ever added to.</summary>
public sealed class KitchenTicketEvent
{
    private KitchenTicketEvent()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid Id { get; private set; }

    public Guid TicketId { get; private set; }

    public KitchenStep Step { get; private set; }

    /// <summary>The line that was taken back.</summary>
    public short? LineNo { get; private set; }

    public DateTime At { get; private set; }

    public Guid ActorId { get; private set; }

    public static KitchenTicketEvent Of(Guid locationId, Guid ticketId, KitchenStep step, DateTime at, Guid actorId, short? lineNo = null) => new()
    {
        LocationId = locationId,
        Id = Guid.CreateVersion7(at),
        TicketId = ticketId,
        Step = step,
        LineNo = lineNo,
        At = at,
        ActorId = actorId,
    };
}
