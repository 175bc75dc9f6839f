namespace PosAspire.Api.Sales.Carts;

/// <summary>A scan, or a product chosen on the screen. What is in the cart already gets more of it.</summary>
/// <param name="Barcode">As scanned; it decides the unit.</param>
/// <param name="ProductId">Instead of a barcode, or beside it to say which of several products that share it.</param>
/// <param name="Quantity">Sold units.</param>
/// <param name="Unit"><c>bottle</c>, <c>case</c> or <c>each</c>, when there is no barcode; the smallest when not said.</param>
/// <param name="Modifiers">Ids of the choices that go with each one.</param>
public sealed record AddCartLineRequest(int Quantity, string? Barcode = null, Guid? ProductId = null, string? Unit = null, IReadOnlyList<Guid>? Modifiers = null);

/// <param name="Quantity">How many there are from now on; null keeps what is.</param>
/// <param name="Unit">Another of the product's units; null keeps what is.</param>
/// <param name="UnitQuantity">Which one, where a product has several of that name (cases of 6 and of 12).</param>
public sealed record ChangeCartLineRequest(int? Quantity = null, string? Unit = null, int? UnitQuantity = null);

/// <param name="Note">Printed on the receipt; empty takes it away.</param>
public sealed record CartNoteRequest(string Note);

/// <param name="Label">What it is found by: a name, a hat.</param>
public sealed record ParkCartRequest(string? Label = null);

public sealed record ResumeCartRequest(Guid CartId);

/// <param name="CartId">The cart as it was shown,</param>
/// <param name="Version">and its version: nothing is sold that nobody has seen.</param>
public sealed record PayCartRequest(Guid CartId, long Version, IReadOnlyList<TenderRequest> Tenders);
