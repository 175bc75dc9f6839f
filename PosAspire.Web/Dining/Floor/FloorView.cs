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
        var left = tables.Min(table => table.X);
        return new(left, tables.Max(table => table.X + table.Width) - left, [.. tables.Select(table => table.Y).Distinct().Order()]);
    }

    public IEnumerable<Table> InArea(string area) => Tables.Where(table => table.Area == area);
}

/// <summary>A part of the plan, without the rows in which nothing stands.</summary>
/// <param name="X">Its left column.</param>
/// <param name="Rows">The rows that tables stand in, from the top.</param>
public sealed record PlanPart(int X, int Columns, IReadOnlyList<int> Rows)
{
    /// <summary>Place of a row among those that are drawn.</summary>
    public int Row(int y) => Rows.TakeWhile(row => row < y).Count();
}

/// <summary>What a server is asked before an order begins: how many guests sit down at a table, or who collects.</summary>
/// <param name="Table">Null for a takeaway.</param>
/// <param name="Trouble">Why the last try did not work.</param>
/// <param name="TakenBy">The order that holds the table meanwhile.</param>
public sealed record FloorSheet(Table? Table, Trouble? Trouble = null, Guid? TakenBy = null);
