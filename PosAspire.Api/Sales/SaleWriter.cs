using Npgsql;
using PosAspire.Api.Sales.Carts;
using PosAspire.Api.Shared;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>How writing a sale ended.</summary>
internal enum WriteOutcome
{
    Written,

    /// <summary>The catalogue, or a count that the cashier would be warned of, has changed since it was read; nothing is written, begin anew.</summary>
    Stale,

    Refused,
}

/// <summary>
/// Writes a sale in one batch, which PostgreSQL runs as one transaction: key, order, lines, payments, audit, outbox, stock and
/// movements commit together with the answer, or not at all. Never retried here: after a lost connection nobody knows
/// whether it committed, and only the key can tell.
/// </summary>
internal sealed class SaleWriter(NpgsqlDataSource database, OrderNumbers numbers)
{
    private const string OrderMissing = "fk_order_lines_orders";
    private const string LevelMissing = "fk_stock_movements_stock_levels";
    private const string StockEmpty = "ck_stock_levels_on_hand";

    public async Task<(WriteOutcome Outcome, PosError? Error)> WriteAsync(Sale sale, IdempotentRequest key)
    {
        try
        {
            await using var batch = database.CreateBatch();
            SaleStatements.Add(batch, sale, key);
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return (WriteOutcome.Written, null);
        }
        catch (PostgresException refusal)
        {
            // The server said no, so certainly nothing of it is written.
            numbers.GiveBack(sale.Basket.Shop.Id, sale.BusinessDay, sale.Context.Training, sale.Number);
            if (CartStatements.IsMoved(refusal))
                return (WriteOutcome.Refused, CartErrors.Changed);
            if (refusal is { SqlState: PostgresErrorCodes.NotNullViolation, TableName: "stock_levels" })
                return (WriteOutcome.Stale, null);
            switch (refusal.ConstraintName)
            {
                case OrderMissing:
                    return (WriteOutcome.Stale, null);
                case StockEmpty or LevelMissing:
                    return (WriteOutcome.Refused, await ShortAsync(sale));
                default:
                    throw;
            }
        }
    }

    /// <summary>What the cashier is told though the sale goes through: asked only when the basket holds an item with that policy.</summary>
    public async Task<IReadOnlyList<WarningBody>> WarningsAsync(Basket basket)
    {
        if (!Array.Exists(basket.Stock, taken => taken.Policy == StockPolicy.Warn))
            return [];
        var left = await LeftAsync(basket);
        return
        [
            .. basket.Stock.Where(taken => taken.Policy == StockPolicy.Warn && left.GetValueOrDefault(taken.ProductId) < taken.Quantity)
                .Select(taken => new WarningBody(
                    "inventory.below_count", taken.ProductId,
                    $"{taken.Name}: {taken.Quantity} sold, {Math.Max(left.GetValueOrDefault(taken.ProductId), 0)} counted. The sale went through: have the count checked.")),
        ];
    }

    private async Task<PosError> ShortAsync(Sale sale)
    {
        var left = await LeftAsync(sale.Basket);
        var stock = sale.Basket.Stock;
        // If it was filled up meanwhile, the refusal still stands; the first line is then named with what is there now.
        var gone = Array.Find(stock, taken => taken.Policy == StockPolicy.Block && left.GetValueOrDefault(taken.ProductId) < taken.Quantity);
        gone = gone.Name is null ? stock[0] : gone;
        return InventoryErrors.OutOfStock(gone.Name, left.GetValueOrDefault(gone.ProductId), gone.Quantity);
    }

    private async Task<Dictionary<Guid, int>> LeftAsync(Basket basket)
    {
        await using var command = database.CreateCommand("SELECT product_id, on_hand FROM stock_levels WHERE location_id = $1 AND product_id = ANY ($2)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = basket.Shop.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(basket.Stock, taken => taken.ProductId) });
        Dictionary<Guid, int> left = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            left[reader.GetGuid(0)] = reader.GetInt32(1);
        return left;
    }
}
