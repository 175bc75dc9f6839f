using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Inventory;

/// <summary>What can be wrong with stock.</summary>
public static class InventoryErrors
{
    public static PosError OutOfStock(string name, int left, int wanted) => new(
        "inventory.out_of_stock", PosErrorKind.Conflict, "Out of stock",
        $"{name}: {wanted} wanted, {Math.Max(left, 0)} left. Nothing was sold and nothing was charged: take some off the order, or ask a manager to correct the count.");

    public static PosError InvalidAdjustment(string why) => new(
        "inventory.invalid_adjustment", PosErrorKind.Invalid, "Not an adjustment",
        $"The stock cannot be changed like this. {why} Nothing was changed: correct it and send it again.");

    public static PosError InvalidLevel(string why) => new(
        "inventory.invalid_level", PosErrorKind.Invalid, "Not a setting of stock",
        $"This cannot be saved like this. {why} Nothing was changed: correct it and save again.");

    public static PosError NotStocked(string name) => new(
        "inventory.not_stocked", PosErrorKind.Unprocessable, "No stock is kept of it",
        $"{name} is made when it is ordered, so it has no stock. Nothing was changed: choose another product.");

    public static PosError BelowZero(string name, int onHand) => new(
        "inventory.below_zero", PosErrorKind.Conflict, "Less than nothing",
        $"{name}: {onHand} are counted, and this shop does not let it go below zero. Nothing was changed: correct the number, or let the product be sold without stock.");
}
