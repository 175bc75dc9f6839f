using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>How writing a sale ended: written (both empty), refused, or already written under the same key.</summary>
internal readonly record struct WriteOutcome(PosError? Error, (byte[] Hash, StoredAnswer Answer)? Stored);

/// <summary>
/// Writes a sale in one batch, which PostgreSQL runs as one transaction: key, order, lines, payments, audit, stock and
/// movements commit together with the answer, or not at all. Never retried here: after a lost connection nobody knows
/// whether it committed, and only the key can tell.
/// </summary>
internal sealed class SaleWriter(NpgsqlDataSource database, SaleStore store, OrderNumbers numbers)
{
    private const string KeyTaken = "pk_idempotency_records";
    private const string StockEmpty = "ck_stock_levels_on_hand";

    public async Task<WriteOutcome> WriteAsync(Sale sale, IdempotentRequest key)
    {
        var shop = sale.Basket.Shop;
        try
        {
            await using var batch = database.CreateBatch();
            SaleStatements.Add(batch, sale, key);
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return default;
        }
        catch (PostgresException refusal) when (refusal.SqlState is PostgresErrorCodes.UniqueViolation && refusal.ConstraintName == KeyTaken)
        {
            // Another request with this key was first; the insert waited until it had committed.
            numbers.GiveBack(shop.Id, sale.BusinessDay, training: false, sale.Number);
            return new(null, await store.StoredAsync(shop.Code, key, CancellationToken.None)
                ?? throw new InvalidOperationException("The answer stored under this key has disappeared."));
        }
        catch (PostgresException refusal) when (refusal.SqlState is PostgresErrorCodes.CheckViolation && refusal.ConstraintName == StockEmpty)
        {
            numbers.GiveBack(shop.Id, sale.BusinessDay, training: false, sale.Number);
            return new(await ShortAsync(sale), null);
        }
    }

    private async Task<PosError> ShortAsync(Sale sale)
    {
        var stock = sale.Basket.Stock();
        await using var command = database.CreateCommand("SELECT product_id, on_hand FROM stock_levels WHERE location_id = $1 AND product_id = ANY ($2)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sale.Basket.Shop.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(stock, taken => taken.ProductId) });
        Dictionary<Guid, int> left = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            left[reader.GetGuid(0)] = reader.GetInt32(1);
        // If it was filled up meanwhile, the refusal still stands; the first line is then named with what is there now.
        var gone = stock.FirstOrDefault(taken => left.GetValueOrDefault(taken.ProductId) < taken.Quantity, stock[0]);
        return InventoryErrors.OutOfStock(gone.Name, left.GetValueOrDefault(gone.ProductId), gone.Quantity);
    }
}
