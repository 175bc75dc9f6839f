using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

public sealed record AddLinesRequest(IReadOnlyList<LineRequest> Lines);

/// <summary>Adds to an open order, at the prices of now.</summary>
internal static class AddLines
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(Guid id, AddLinesRequest request, IdempotentRequest key, Actor actor, OrderDesk desk) =>
        desk.ChangeAsync(id, key, actor, Policies.Serve, edit => Add(edit, request.Lines));

    /// <summary>What an open order keeps of a line that was read.</summary>
    public static (SoldItem Item, int Quantity) Item(BasketLine line) => (
        new(line.Product.Id, line.Product.Name, line.Size, line.Unit, line.UnitQuantity, line.UnitPriceMinor, Json(line.Modifiers)), line.Quantity);

    public static string? Json(IReadOnlyList<ChosenModifier> modifiers) => modifiers.Count == 0 ? null : JsonSerializer.Serialize(modifiers, JsonSerializerOptions.Web);

    private static PosError? Add(OrderEdit edit, IReadOnlyList<LineRequest> lines)
    {
        if (edit.Order.MustBeOpen() is { } closed)
            return closed;
        if (BasketReader.TryRead(edit.View, edit.Shop, lines, out var read) is { } unsellable)
            return unsellable;
        var before = edit.Stored.Lines.Count;
        if ((edit.Add([.. read.Select(Item)]) ?? edit.Reprice()) is { } refused)
            return refused;
        edit.Note("order.lines_added", new { orderId = edit.Order.Id, lines = edit.Stored.Lines.Skip(before).Select(OrderEdit.Told), totalMinor = edit.Order.TotalMinor });
        return null;
    }
}
