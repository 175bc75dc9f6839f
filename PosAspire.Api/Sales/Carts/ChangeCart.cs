using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Carts;

/// <summary>What concerns the cart as a whole: its note, and giving it up.</summary>
internal static class ChangeCart
{
    public static Task<Results<Ok<CartBody>, PosProblem>> NoteAsync(Guid id, CartNoteRequest request, IdempotentRequest action, Actor actor, CartDesk desk) =>
        desk.ChangeAsync(id, action, actor, edit => Say(edit, request.Note));

    public static Task<Results<Ok<CartBody>, PosProblem>> ClearAsync(Guid id, IdempotentRequest action, Actor actor, CartDesk desk) =>
        desk.ChangeAsync(id, action, actor, Clear);

    private static PosError? Say(CartEdit edit, string typed)
    {
        if (!PlaceOrder.TryNote(typed, out var note))
            return CartErrors.InvalidNote;
        edit.Cart.Say(note ?? "");
        return null;
    }

    private static PosError? Clear(CartEdit edit)
    {
        if (edit.Cart.Lines.Count > 0)
            edit.Note("cart.cleared", $$"""{"registerId":"{{edit.Cart.RegisterId}}","lines":{{edit.Cart.Lines.Count}}}""");
        edit.Cart.Clear();
        return null;
    }
}
