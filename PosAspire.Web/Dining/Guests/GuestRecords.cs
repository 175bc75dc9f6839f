namespace PosAspire.Web.Dining.Guests;

/// <summary>The restaurants, as Api publishes them.</summary>
public sealed record Restaurants(IReadOnlyList<Restaurant> Items);

/// <param name="Location">The shop's code, part of its menu's address.</param>
public sealed record Restaurant(string Location, string Name, Opening Opening);

/// <summary>An order as its guests follow it. Amounts are minor units.</summary>
/// <param name="Name">The shop's name.</param>
/// <param name="State"><c>received</c>, <c>preparing</c>, <c>ready</c>, <c>completed</c> or <c>cancelled</c>.</param>
/// <param name="Kind"><c>dine_in</c>, <c>takeaway</c> or <c>counter</c>.</param>
public sealed record GuestOrder(
    string Number, string Location, string Name, string State, string Kind, IReadOnlyList<GuestLine> Lines, long SubtotalMinor, long ServiceMinor,
    IReadOnlyList<GuestTax> Taxes, long TotalMinor, string Currency, bool Paid, DateTimeOffset PlacedAt, DateTimeOffset? ReadyAt)
{
    /// <summary>Whether nothing of it will change any more.</summary>
    public bool IsOver => State is "completed" or "cancelled";
}

/// <param name="State"><c>received</c>, <c>preparing</c> or <c>ready</c>.</param>
public sealed record GuestLine(string Name, int Quantity, IReadOnlyList<string> Modifiers, long LineTotalMinor, string State);

/// <param name="Rate">0.1 is 10 %.</param>
/// <param name="Included">The amount is inside the prices.</param>
public sealed record GuestTax(string Name, decimal Rate, long AmountMinor, bool Included);
