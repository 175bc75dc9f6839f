using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <param name="RegisterId">The till it is begun at; one of the shop's.</param>
/// <param name="Label">A table or a guest's name.</param>
/// <param name="Lines">What is ordered at once; more can be added.</param>
/// <param name="Training">Practice: nothing leaves the shelf, the kitchen hears nothing and nothing is revenue.</param>
/// <param name="TableId">The table that the guests sit down at; it must be free.</param>
/// <param name="Guests">How many they are, 1 to 99.</param>
/// <param name="Kind"><c>dine_in</c>, <c>takeaway</c> or <c>counter</c>; at a table always the first, else the last unless it is said.</param>
public sealed record OpenOrderRequest(
    string Location, Guid? RegisterId = null, string? Label = null, IReadOnlyList<LineRequest>? Lines = null, bool Training = false,
    Guid? TableId = null, int? Guests = null, string? Kind = null);

/// <summary>Begins an order that is added to, sent and paid later.</summary>
internal sealed class OpenOrder(OrderDesk desk, PosDbContext database, OrderNumbers numbers)
{
    private (CatalogShop Shop, DateOnly Day, int Number)? taken;

    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(OpenOrderRequest request, IdempotentRequest key, Actor actor, OpenOrder orders) =>
        orders.OpenAsync(request, key, actor);

    private async Task<Results<StoredAnswer, PosProblem>> OpenAsync(OpenOrderRequest request, IdempotentRequest key, Actor actor)
    {
        try
        {
            var result = await desk.OpenAsync(key, view => BeginAsync(view, request, key, actor));
            if (result.Result is PosProblem)
                GiveBack(request.Training);
            return result;
        }
        catch (PostgresException)
        {
            // The server said no, so certainly nothing of it is written.
            GiveBack(request.Training);
            throw;
        }
    }

    private async Task<(OrderEdit?, PosError?)> BeginAsync(CatalogView view, OpenOrderRequest request, IdempotentRequest key, Actor actor)
    {
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return (null, SalesErrors.UnknownLocation(request.Location));
        if (!actor.May(Policies.Serve, shop.Code))
            return (null, IdentityErrors.OtherLocation(shop.Code));
        key.At(shop.Id);
        if (request.RegisterId is { } register && !shop.Registers.ContainsKey(register))
            return (null, SalesErrors.UnknownRegister);
        var label = request.Label is null ? null : TypedText.Read(request.Label, OpenedFor.MaxLabelLength);
        if (label is null && request.Label is not null)
            return (null, OpenOrderErrors.InvalidLabel);
        if (Seating.Read(request, label, out var opened) is { } unseated)
            return (null, unseated);
        var (table, unknown) = await Seating.TableAsync(database, shop.Id, opened.TableId);
        if (unknown is not null)
            return (null, unknown);
        BasketLine[] lines = [];
        if (request.Lines is { Count: > 0 } wanted && BasketReader.TryRead(view, shop, wanted, out lines) is { } unsellable)
            return (null, unsellable);

        var at = desk.Now();
        var day = BusinessDay.Of(at, shop.TimeZone, shop.DayCutover);
        var number = await NumberAsync(shop, day, request.Training);
        var order = Order.Open(
            shop.Id, shop.Currency, Guid.CreateVersion7(at), number, day, at, actor.UserId, opened);
        database.Add(order);
        var edit = new OrderEdit(view, shop, new(order, [], [], []) { Table = table }, database, actor.UserId, at);
        edit.Step();
        edit.Note("order.opened", new { orderId = order.Id, number, training = order.Training, lines = lines.Length, tableId = order.TableId });
        return (edit, edit.Add([.. lines.Select(AddLines.Item)]) ?? edit.Reprice());
    }

    // A second try after a change of prices keeps its number.
    private async Task<int> NumberAsync(CatalogShop shop, DateOnly day, bool training)
    {
        if (taken is not { } held || held.Day != day)
            taken = held = (shop, day, await numbers.TakeAsync(shop.Id, day, training, CancellationToken.None));
        return held.Number;
    }

    private void GiveBack(bool training)
    {
        if (taken is { } held)
            numbers.GiveBack(held.Shop.Id, held.Day, training, held.Number);
        taken = null;
    }
}
