using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Orders;

/// <summary>What the order screen shows.</summary>
public sealed record OrderView
{
    public required Place Place { get; init; }
    public required OpenOrder Order { get; init; }

    /// <summary>Null where only the ticket is drawn.</summary>
    public PublicMenu? Menu { get; init; }

    /// <summary>What is asked over the page; null when nothing is.</summary>
    public OrderSheet? Sheet { get; init; }

    /// <summary>Number of the line that changed last.</summary>
    public int? Changed { get; init; }

    /// <summary>Something to tell in place.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>What was just done, when saying it helps.</summary>
    public Trouble? Done { get; init; }

    public string Address => $"/floor/orders/{Order.Id}";
}

/// <summary>What can be asked over the order screen.</summary>
public enum Question
{
    Dish,
    Line,
    Out,
    Bill,
    Move,
    Cancel,
    Pay,
}

/// <summary>A question with what it needs; the rest is null.</summary>
public sealed record OrderSheet(Question Question)
{
    public MenuItem? Dish { get; init; }
    public OrderLine? Line { get; init; }

    /// <summary>The guest check as the printer would print it.</summary>
    public string? Check { get; init; }

    public IReadOnlyList<Floor.Table> Tables { get; init; } = [];

    /// <summary>How the guests can pay here.</summary>
    public Sales.Paying.Ways? Ways { get; init; }

    public Trouble? Trouble { get; init; }
}
