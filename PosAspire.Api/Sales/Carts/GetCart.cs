using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;

namespace PosAspire.Api.Sales.Carts;

/// <summary>Shows the cart of a register; nothing is written, even when nothing was ever sold there.</summary>
internal static class GetCart
{
    public static Task<Results<Ok<CartBody>, PosProblem>> HandleAsync(Guid id, Actor actor, CartDesk desk, CancellationToken cancellation) =>
        desk.ShowAsync(id, actor, cancellation);
}
