using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales.Carts;

/// <summary>What is being sold at a register: one cart a register, empty or not, kept from one action to the next.</summary>
public sealed class Cart
{
    /// <summary>How many actions are remembered, so that a repeated one does nothing.</summary>
    public const int MaxActions = 64;

    public const int MaxNoteLength = 200;

    private Cart()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid RegisterId { get; private set; }

    /// <summary>Changes when the cart is sold, parked or cleared; the key under which it is sold.</summary>
    public Guid Id { get; private set; }

    /// <summary>Rises with every change at the register, and never falls, whichever cart is there.</summary>
    public long Version { get; private set; }

    public int NextLine { get; private set; }

    public IReadOnlyList<CartLine> Lines { get; private set; } = [];

    /// <summary>For the receipt; empty when there is none.</summary>
    public string Note { get; private set; } = "";

    /// <summary>The keys of the last actions, oldest first. They outlive a sale: a late repetition must not begin the next cart.</summary>
    public string[] Actions { get; private set; } = [];

    /// <summary>The line that the last action was about.</summary>
    public int? ChangedLine { get; private set; }

    /// <summary>What was sold last at this register.</summary>
    public Guid? LastOrderId { get; private set; }

    public DateTime ChangedAt { get; private set; }

    public Guid ChangedBy { get; private set; }

    /// <summary>The cart of a register at which nothing was ever sold. Its first cart is called like the register, so that nothing need be written to show it.</summary>
    public static Cart First(Guid locationId, Guid registerId) =>
        new() { LocationId = locationId, RegisterId = registerId, Id = registerId, NextLine = 1 };

    /// <summary>As it was read from its row.</summary>
    public static Cart Stored(
        Guid locationId, Guid registerId, Guid id, long version, int nextLine, IReadOnlyList<CartLine> lines, string note, string[] actions,
        int? changedLine, Guid? lastOrderId) => new()
        {
            LocationId = locationId,
            RegisterId = registerId,
            Id = id,
            Version = version,
            NextLine = nextLine,
            Lines = lines,
            Note = note,
            Actions = actions,
            ChangedLine = changedLine,
            LastOrderId = lastOrderId,
        };

    /// <summary>Whether this action was done already.</summary>
    public bool Knows(string action) => Array.IndexOf(Actions, action) >= 0;

    /// <summary>Counts what was changed as one action.</summary>
    public void Done(string action, DateTime at, Guid by)
    {
        Actions = [.. Actions.TakeLast(MaxActions - 1), action];
        (ChangedAt, ChangedBy) = (at, by);
        Version++;
    }

    public CartLine? Line(int lineNo) => Lines.FirstOrDefault(line => line.No == lineNo);

    /// <summary>Adds to the line of the same thing, or as a new last line.</summary>
    public PosError? Add(CartItem item, int quantity)
    {
        if (Lines.FirstOrDefault(line => line.Item.IsSameAs(item)) is { } same)
            return Put(same with { Quantity = same.Quantity + quantity });
        if (quantity is < 1 or > Totals.MaxQuantity)
            return SalesErrors.InvalidQuantity(NextLine);
        if (Lines.Count >= Totals.MaxLines)
            return SalesErrors.TooManyLines;
        ChangedLine = NextLine;
        Lines = [.. Lines, new(NextLine++, item, quantity)];
        return null;
    }

    /// <summary>Puts a changed line in the place of the one with its number.</summary>
    public PosError? Put(CartLine changed)
    {
        if (changed.Quantity is < 1 or > Totals.MaxQuantity)
            return SalesErrors.InvalidQuantity(changed.No);
        if (Line(changed.No) is null)
            return CartErrors.UnknownLine(changed.No);
        Lines = [.. Lines.Select(line => line.No == changed.No ? changed : line)];
        ChangedLine = changed.No;
        return null;
    }

    public PosError? Remove(int lineNo)
    {
        if (Line(lineNo) is null)
            return CartErrors.UnknownLine(lineNo);
        Lines = [.. Lines.Where(line => line.No != lineNo)];
        ChangedLine = null;
        return null;
    }

    /// <param name="note">At most <see cref="MaxNoteLength"/> characters; empty for none.</param>
    public void Say(string note) => (Note, ChangedLine) = (note, null);

    /// <summary>Makes room for the next one: another cart, with no lines.</summary>
    public void Clear() => Take(Guid.CreateVersion7(), 1, [], "");

    /// <summary>Goes on with a cart that was put aside.</summary>
    public void Take(Guid id, int nextLine, IReadOnlyList<CartLine> lines, string note) =>
        (Id, NextLine, Lines, Note, ChangedLine) = (id, nextLine, lines, note, null);
}
