using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Registers;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Registers;

/// <param name="Location">The shop's code.</param>
/// <param name="Version">To be sent back with a change.</param>
/// <param name="Printer">Where its receipt printer listens, <c>host:port</c>; null when it has none.</param>
/// <param name="Columns">How many letters a row of its paper holds.</param>
/// <param name="CardReader">The card reader that stands at it, as the card service names it; null when it has none.</param>
public sealed record RegisterBody(
    Guid Id, string Location, string Name, bool IsActive, DateTime CreatedAt, int Version, string? Printer = null, int Columns = ReceiptPaper.Usual,
    string? CardReader = null)
{
    internal static RegisterBody Of(Register register, string location) =>
        new(register.Id, location, register.Name, register.IsActive, register.CreatedAt, register.Version, register.Printer, register.Columns, register.CardReader);
}

/// <param name="Next">Always null: a shop has fewer registers than a page holds.</param>
public sealed record RegisterList(IReadOnlyList<RegisterBody> Items, string? Next);

internal static class ListRegisters
{
    private const int MaxListed = 500;

    public static async Task<Results<Ok<RegisterList>, PosProblem>> HandleAsync(string location, PosDbContext database, CancellationToken cancellation)
    {
        if (!Domain.Shared.Location.IsCode(location)
            || await database.Locations.AsNoTracking().SingleOrDefaultAsync(shop => shop.Code == location, cancellation) is not { } shop)
        {
            return SalesErrors.UnknownLocation(location).AsProblem();
        }

        var registers = await database.Registers.AsNoTracking().Where(register => register.LocationId == shop.Id)
            .OrderBy(register => register.Name).Take(MaxListed).ToListAsync(cancellation);
        return TypedResults.Ok(new RegisterList([.. registers.Select(register => RegisterBody.Of(register, shop.Code))], Next: null));
    }
}
