namespace PosAspire.Api.Sales.Carts;

/// <summary>A way in which a product is sold.</summary>
/// <param name="UnitQuantity">Smallest units in one sold unit.</param>
/// <param name="Barcode">GTIN-14; null when this unit has none.</param>
public sealed record CartUnit(string Unit, int UnitQuantity, string? Barcode, long PriceMinor);

/// <param name="LineNo">Names the line; never given to another line of the same cart.</param>
/// <param name="UnitPriceMinor">What one sold unit costs now, its modifiers included; 0 at a line with a problem.</param>
/// <param name="Problem">Why the line cannot be sold any more, in a sentence; the cart cannot be paid while it is there.</param>
/// <param name="ProblemCode">The same for programs.</param>
/// <param name="Units">In what else the product is sold; one entry when there is no choice.</param>
public sealed record CartLineBody(
    int LineNo, Guid ProductId, string Name, string Size, string Unit, int UnitQuantity, int Quantity, long UnitPriceMinor, long LineTotalMinor,
    IReadOnlyList<ChosenModifier> Modifiers, string? Problem, string? ProblemCode, IReadOnlyList<CartUnit> Units);

/// <summary>What is being sold at a register, at the prices of now.</summary>
/// <param name="CartId">Another one after the cart was sold, parked or cleared.</param>
/// <param name="Version">Rises with every change at the register.</param>
/// <param name="Note">For the receipt; empty when there is none.</param>
/// <param name="DueMinor">What is due in cash, after rounding to coins that exist.</param>
/// <param name="ChangedLine">The line that the last action was about.</param>
/// <param name="ParkedCount">How many carts of the shop are put aside.</param>
/// <param name="LastOrderId">What was sold last at this register.</param>
public sealed record CartBody(
    Guid CartId, long Version, Guid RegisterId, string Location, string Currency, IReadOnlyList<CartLineBody> Lines, string Note,
    long SubtotalMinor, IReadOnlyList<TaxBody> Taxes, long ServiceMinor, long TotalMinor, long CashRoundingMinor, long DueMinor,
    int? ChangedLine, int ParkedCount, Guid? LastOrderId);

/// <param name="Lines">How many lines it has, <paramref name="Items"/> how many sold units.</param>
/// <param name="TotalMinor">At the prices of now.</param>
/// <param name="ParkedBy">A name.</param>
/// <param name="Register">Where it was parked: a name.</param>
public sealed record ParkedCartBody(
    Guid CartId, string? Label, int Lines, int Items, long TotalMinor, DateTime ParkedAt, string ParkedBy, string Register);

/// <summary>The carts of a shop that are put aside, the oldest first.</summary>
public sealed record ParkedCartList(IReadOnlyList<ParkedCartBody> Items);
