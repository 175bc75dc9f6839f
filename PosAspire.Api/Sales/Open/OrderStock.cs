using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Database;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <summary>What an open order takes from the shelf, or brings back. It leaves when the kitchen is told, so that what is sent can be made.</summary>
internal sealed class OrderStock
{
    public const string Empty = "ck_stock_levels_on_hand";
    public const string LevelMissing = "fk_stock_movements_stock_levels";

    // In ascending id, like every sale: no two wait for each other in a circle.
    private const string Levels =
        """
        WITH moved AS (SELECT * FROM unnest($2, $3) AS m (product_id, quantity)),
        locked AS (
          SELECT s.product_id FROM stock_levels s JOIN moved m ON m.product_id = s.product_id
          WHERE s.location_id = $1 ORDER BY s.product_id FOR NO KEY UPDATE OF s)
        UPDATE stock_levels s SET on_hand = s.on_hand + m.quantity
        FROM moved m JOIN locked ON locked.product_id = m.product_id
        WHERE s.location_id = $1 AND s.product_id = m.product_id
        """;

    private const string Movements =
        """
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, order_id, actor_id, at)
        SELECT $1, m.id, m.product_id, m.quantity, $2, $3, $4, $5 FROM unnest($6, $7, $8) AS m (id, product_id, quantity)
        """;

    private const string Counted = "SELECT product_id, on_hand FROM stock_levels WHERE location_id = $1 AND product_id = ANY ($2)";

    private const string Locked = Counted + " ORDER BY product_id FOR NO KEY UPDATE";

    private readonly SortedDictionary<Guid, (CatalogProduct Product, int Quantity)> moved = [];
    private readonly SortedDictionary<(MovementReason Why, Guid ProductId), int> reasons = [];

    public bool IsEmpty => reasons.Count == 0;

    public void Take(CatalogView view, IEnumerable<OrderLine> lines) => Move(view, lines, -1, MovementReason.Sale);

    public void GiveBack(CatalogView view, IEnumerable<OrderLine> lines) => Move(view, lines, 1, MovementReason.Void);

    /// <summary>Goods that a customer brought back: onto the shelf, or through the books and away.</summary>
    /// <param name="units">Sold units of each line.</param>
    public void Return(CatalogView view, IEnumerable<(OrderLine Line, int Units)> units, bool restock)
    {
        foreach (var (line, sold) in units)
        {
            if (!view.TryProduct(line.ProductId, out var product) || !product.IsStocked)
                continue;
            var smallest = line.UnitQuantity * sold;
            Move(product, smallest, MovementReason.Return);
            if (!restock)
                Move(product, -smallest, MovementReason.Breakage);
        }
    }

    /// <summary>The statements that move it; last of the transaction, because hot rows are held until its end.</summary>
    public IEnumerable<NpgsqlBatchCommand> Statements(Order order, Guid actor, DateTime at)
    {
        var levels = moved.Where(move => move.Value.Quantity != 0).ToList();
        yield return new(Levels)
        {
            Parameters = { Of(order.LocationId), Of(levels.Select(move => move.Key).ToArray()), Of(levels.Select(move => move.Value.Quantity).ToArray()) },
        };
        foreach (var group in reasons.Where(move => move.Value != 0).GroupBy(move => move.Key.Why))
        {
            yield return new(Movements)
            {
                Parameters =
                {
                    Of(order.LocationId), Of(EnumText.Of(group.Key)), Of(order.Id), Of(actor), Of(at),
                    Of(group.Select(_ => Guid.CreateVersion7(at)).ToArray()), Of(group.Select(move => move.Key.ProductId).ToArray()), Of(group.Select(move => move.Value).ToArray()),
                },
            };
        }
    }

    /// <summary>What the cashier is told though it goes through.</summary>
    public async Task<IReadOnlyList<WarningBody>> WarningsAsync(NpgsqlConnection connection, Guid location)
    {
        var watched = moved.Values.Where(move => move.Quantity < 0 && move.Product.PolicyAt(location) == StockPolicy.Warn).ToList();
        if (watched.Count == 0)
            return [];
        // Locked until the end, so that no other till takes in between what is counted here.
        var left = await LeftAsync(connection, location, locked: true);
        return
        [
            .. watched.Where(move => left.GetValueOrDefault(move.Product.Id) < -move.Quantity).Select(move => new WarningBody(
                "inventory.below_count", move.Product.Id,
                $"{move.Product.Name}: {-move.Quantity} sold, {Math.Max(left.GetValueOrDefault(move.Product.Id), 0)} counted. It went through: have the count checked.")),
        ];
    }

    /// <summary>Which item was not there, asked after the database has refused.</summary>
    public async Task<PosError> ShortAsync(NpgsqlConnection connection, Guid location)
    {
        var left = await LeftAsync(connection, location);
        // If it was filled up meanwhile, the refusal still stands; the first item is then named with what is there now.
        var (product, quantity) = moved.Values
            .Where(move => left.GetValueOrDefault(move.Product.Id) < -move.Quantity && move.Product.PolicyAt(location) == StockPolicy.Block)
            .DefaultIfEmpty(moved.Values.First()).First();
        return InventoryErrors.OutOfStock(product.Name, left.GetValueOrDefault(product.Id), -quantity);
    }

    private void Move(CatalogView view, IEnumerable<OrderLine> lines, int direction, MovementReason why)
    {
        foreach (var line in lines)
        {
            if (view.TryProduct(line.ProductId, out var product) && product.IsStocked)
                Move(product, direction * (int)line.SmallestUnits, why);
        }
    }

    private void Move(CatalogProduct product, int quantity, MovementReason why)
    {
        var before = moved.TryGetValue(product.Id, out var same) ? same.Quantity : 0;
        moved[product.Id] = (product, before + quantity);
        reasons[(why, product.Id)] = reasons.GetValueOrDefault((why, product.Id)) + quantity;
    }

    private async Task<Dictionary<Guid, int>> LeftAsync(NpgsqlConnection connection, Guid location, bool locked = false)
    {
        await using var command = locked ? new NpgsqlCommand(Locked, connection) : new NpgsqlCommand(Counted, connection);
        command.Parameters.Add(Of(location));
        command.Parameters.Add(Of(moved.Keys.ToArray()));
        Dictionary<Guid, int> left = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            left[reader.GetGuid(0)] = reader.GetInt32(1);
        return left;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
