using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Floor;

/// <summary>What the floor shows: the tables of one area or of all, and the orders that have no table.</summary>
public sealed record FloorView
{
    public required Place Place { get; init; }
    public required IReadOnlyList<Table> Tables { get; init; }

    /// <summary>Open orders without a table, oldest first.</summary>
    public required IReadOnlyList<ListedOrder> Others { get; init; }

    /// <summary>The area that is shown; null shows the first.</summary>
    public string? Area { get; init; }

    /// <summary>What stands in the open sheet; null when none is open.</summary>
    public FloorSheet? Sheet { get; init; }

    public IReadOnlyList<string> Areas => [.. Tables.Select(table => table.Area).Distinct(StringComparer.Ordinal)];

    public string? Shown => Area is { } area && Areas.Contains(area) ? area : Areas is [var first, ..] ? first : null;

    /// <summary>The part of the plan that an area's tables fill; a small room is drawn large.</summary>
    public PlanPart Plan(string area)
    {
        var tables = InArea(area).ToList();
        int left = tables.Min(table => table.X), top = tables.Min(table => table.Y);
        return new(left, top, tables.Max(table => table.X + table.Width) - left, tables.Max(table => table.Y) + 1 - top);
    }

    public IEnumerable<Table> InArea(string area) => Tables.Where(table => table.Area == area);
}

/// <summary>Cells of the plan, from the upper left one.</summary>
public readonly record struct PlanPart(int X, int Y, int Columns, int Rows);

/// <summary>What a server is asked before an order begins: how many guests sit down at a table, or who collects.</summary>
/// <param name="Table">Null for a takeaway.</param>
/// <param name="Trouble">Why the last try did not work.</param>
/// <param name="TakenBy">The order that holds the table meanwhile.</param>
public sealed record FloorSheet(Table? Table, Trouble? Trouble = null, Guid? TakenBy = null);
