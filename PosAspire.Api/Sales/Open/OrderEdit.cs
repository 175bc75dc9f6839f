using System.Text.Json;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Dining.Kitchen;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <summary>An order while it is changed: its rows, and what is written, journalled and told together with them.</summary>
internal sealed class OrderEdit(CatalogView view, CatalogShop shop, StoredOrder stored, PosDbContext database, Guid actorId, DateTime at)
{
    /// <summary>Line numbers are never given twice, and this many are enough for a table that changes its mind.</summary>
    private const int MaxLineNumbers = 5_000;

    // No shelf holds more; it keeps counts within what the database's integer holds.
    private const long MaxSmallestUnits = 1_000_000;

    public CatalogView View { get; } = view;

    public CatalogShop Shop { get; } = shop;

    public StoredOrder Stored { get; } = stored;

    public Order Order => Stored.Order;

    public Guid ActorId { get; } = actorId;

    public DateTime At { get; } = at;

    public OrderStock Stock { get; } = new();

    /// <summary>What the kitchen is told, in the same transaction.</summary>
    public KitchenOrders Kitchen { get; } = new();

    /// <summary>Actions for the journal, each with its facts as JSON.</summary>
    public List<(string Action, string Facts)> Journal { get; } = [];

    /// <summary>Topics for the outbox, each with its facts as JSON.</summary>
    public List<(string Topic, string Facts)> Messages { get; } = [];

    /// <summary>What other rooms write in the same transaction, after the order and before the stock.</summary>
    public List<NpgsqlBatchCommand> Statements { get; } = [];

    /// <summary>What is answered instead of the order: a status, its address and its body.</summary>
    public (int Status, string? Resource, object Body)? Answer { get; set; }

    /// <summary>A row of another room that is written with the order.</summary>
    public void Add(object row) => database.Add(row);

    /// <summary>The line with this number, unless it was taken off.</summary>
    public OrderLine? Line(int lineNo) => Stored.Active.FirstOrDefault(line => line.LineNo == lineNo);

    public PosError? Add(IReadOnlyCollection<(SoldItem Item, int Quantity)> items)
    {
        var next = Stored.Lines.Count == 0 ? 1 : Stored.Lines[^1].LineNo + 1;
        if (Stored.Active.Count() + items.Count > Totals.MaxLines || next + items.Count > MaxLineNumbers)
            return SalesErrors.TooManyLines;
        foreach (var (item, quantity) in items)
        {
            var line = OrderLine.Of(Order, (short)next++, item, quantity);
            Stored.Lines.Add(line);
            database.Add(line);
        }

        Order.ForgetBill();

        return null;
    }

    /// <summary>Computes the order anew from its lines and the shop's rules of now.</summary>
    public PosError? Reprice()
    {
        decimal total = 0;
        long units = 0;
        List<PricedLine> priced = [];
        foreach (var line in Stored.Active)
        {
            total += (decimal)line.UnitPriceMinor * line.Quantity;
            units += line.SmallestUnits;
            priced.Add(new(line.UnitPriceMinor, line.Quantity, line.DiscountMinor, View.TryProduct(line.ProductId, out var product) ? product.CategoryId : default));
        }

        if (total > Totals.MaxOrderMinor || units > MaxSmallestUnits)
            return SalesErrors.TooLarge;
        var totals = Totals.Of(priced, Shop.Rules);
        Order.Price(totals, Json(OrderBodies.Taxes(totals)));
        return null;
    }

    /// <summary>Tells the kitchen of these lines and takes what they need from the shelf.</summary>
    public PosError? Send(IReadOnlyCollection<OrderLine> lines)
    {
        foreach (var line in lines)
        {
            // Sold out since it was ordered: the guest hears of it before the kitchen does.
            if (View.TryProduct(line.ProductId, out var product) && product.IsOutAt(Shop.Id))
                return DiningErrors.DishOut(line.Name);
        }

        foreach (var line in lines)
            line.Send(At);
        Kitchen.Make(lines.Select(line => new DishToMake(line, [.. StoredOrder.Choices(line.Modifiers).Select(choice => choice.Name)])));
        Stock.Take(View, lines);
        Say("order.sent", new { orderId = Order.Id, number = Order.Number, training = Order.Training, lines = lines.Select(Told) });
        return null;
    }

    public void Pay(IEnumerable<PaidTender> paid)
    {
        foreach (var tender in paid)
        {
            var payment = Payment.Cash(Order.LocationId, Order.Id, tender, At, ActorId);
            Stored.Payments.Add(payment);
            database.Add(payment);
        }
    }

    /// <summary>Takes down the step that the order has just made.</summary>
    public void Step()
    {
        var step = OrderStatusChange.Of(Order, At, ActorId);
        Stored.History.Add(step);
        database.Add(step);
    }

    /// <summary>Journals it and tells the rest of the house.</summary>
    public void Say(string what, object facts)
    {
        var json = Json(facts);
        Journal.Add((what, json));
        Messages.Add((what, json));
    }

    /// <summary>Journals it only: nobody else has to act on it.</summary>
    public void Note(string action, object facts) => Journal.Add((action, Json(facts)));

    /// <summary>A line as the kitchen is told of it.</summary>
    public static object Told(OrderLine line) => new
    {
        lineNo = line.LineNo,
        productId = line.ProductId,
        quantity = line.Quantity,
        modifiers = StoredOrder.Choices(line.Modifiers).Select(choice => choice.Id),
    };

    private static string Json(object value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
