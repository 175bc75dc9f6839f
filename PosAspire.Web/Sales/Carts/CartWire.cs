namespace PosAspire.Web.Sales.Carts;

// The cart as Api tells it, and what it is asked to change. All amounts are minor units.

/// <summary>What is being sold at the register, at the prices of now. Only Api keeps it; a page shows one version of it.</summary>
public sealed record Cart
{
    /// <summary>Another one after the cart was sold, parked or emptied.</summary>
    public required Guid CartId { get; init; }

    /// <summary>Rises with every change at the register.</summary>
    public required long Version { get; init; }
    public required Guid RegisterId { get; init; }
    public required string Location { get; init; }
    public required string Currency { get; init; }
    public required IReadOnlyList<CartItem> Lines { get; init; }
    public required string Note { get; init; }
    public required long SubtotalMinor { get; init; }
    public required IReadOnlyList<Tax> Taxes { get; init; }
    public required long ServiceMinor { get; init; }
    public required long TotalMinor { get; init; }

    /// <summary>What paying in cash adds or takes off.</summary>
    public required long CashRoundingMinor { get; init; }

    /// <summary>What is to be paid in cash.</summary>
    public required long DueMinor { get; init; }

    /// <summary>The line that the last action was about.</summary>
    public int? ChangedLine { get; init; }
    public required int ParkedCount { get; init; }

    /// <summary>What was sold last at this register.</summary>
    public Guid? LastOrderId { get; init; }

    public bool IsEmpty => Lines.Count == 0;

    /// <summary>Whether a line stands in the way of paying.</summary>
    public bool IsBlocked => Lines.Any(line => line.Problem is not null);

    public string Show(long minor) => Frame.Money.Format(minor, Currency);
}

/// <summary>A line of the cart.</summary>
/// <param name="LineNo">Names the line, for as long as the cart lives.</param>
/// <param name="Problem">Why it cannot be sold any more; the cart cannot be paid while it is there.</param>
/// <param name="Units">In what the product is sold; one entry when there is no choice.</param>
public sealed record CartItem(
    int LineNo, Guid ProductId, string Name, string Size, string Unit, int UnitQuantity, int Quantity, long UnitPriceMinor, long LineTotalMinor,
    IReadOnlyList<Choice> Modifiers, string? Problem, string? ProblemCode, IReadOnlyList<UnitChoice> Units);

/// <param name="UnitQuantity">Smallest units in one of it.</param>
public sealed record UnitChoice(string Unit, int UnitQuantity, string? Barcode, long PriceMinor);

/// <summary>A scan, a product chosen on the screen, or both where a barcode means several.</summary>
public sealed record AddToCart(int Quantity, string? Barcode = null, Guid? ProductId = null);

/// <summary>What a line is to be; what is null stays.</summary>
public sealed record ChangeLine(int? Quantity = null, string? Unit = null, int? UnitQuantity = null);

public sealed record CartNote(string Note);
