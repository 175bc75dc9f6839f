namespace PosAspire.Api.Sales;

/// <summary>What is to be sold. Prices are never sent: the catalogue knows them.</summary>
/// <param name="Barcode">As scanned; it decides the unit (bottle or case).</param>
/// <param name="ProductId">Instead of a barcode, or beside it to say which of several products that share it.</param>
/// <param name="Quantity">Scans: bottles, or cases when the barcode is a case's.</param>
/// <param name="Modifiers">Ids of the choices that go with each one; the same id twice means twice.</param>
public sealed record LineRequest(int Quantity, string? Barcode = null, Guid? ProductId = null, IReadOnlyList<Guid>? Modifiers = null);

public sealed record QuoteRequest(string Location, IReadOnlyList<LineRequest> Lines);

/// <param name="Type"><c>cash</c>, <c>card</c>, <c>qris</c>, <c>gift_card</c> or <c>store_credit</c>.</param>
/// <param name="AmountMinor">What was handed over, or what the card is to pay.</param>
/// <param name="TipMinor">For the staff, on top; cards only.</param>
/// <param name="Source">What a card is taken from: <c>reader:…</c> or <c>method:…</c>.</param>
/// <param name="CardCode">The code of a gift card or store credit.</param>
public sealed record TenderRequest(string Type, long AmountMinor, long TipMinor = 0, string? Source = null, string? CardCode = null);

/// <param name="RegisterId">The till it is sold at; one of the shop's.</param>
/// <param name="Training">Practice: nothing leaves the shelf and nothing is revenue.</param>
/// <param name="Note">Printed on the receipt, at most 200 characters.</param>
public sealed record OrderRequest(
    string Location, IReadOnlyList<LineRequest> Lines, IReadOnlyList<TenderRequest> Tenders, Guid? RegisterId = null, bool Training = false, string? Note = null);
