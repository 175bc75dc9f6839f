using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Inventory;

/// <summary>What can be wrong with stock.</summary>
public static class InventoryErrors
{
    public static PosError OutOfStock(string name, int left, int wanted) => new(
        "inventory.out_of_stock", PosErrorKind.Conflict, "Out of stock",
        $"{name}: {wanted} wanted, {Math.Max(left, 0)} left. Nothing was sold and nothing was charged: take some off the order, or ask a manager to correct the count.");
}
