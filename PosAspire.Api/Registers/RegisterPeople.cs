using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Registers;

namespace PosAspire.Api.Registers;

/// <param name="Id">To be sent with the PIN.</param>
public sealed record RegisterPerson(Guid Id, string Name);

/// <param name="Next">Always null: a shop has fewer people than a page holds.</param>
public sealed record RegisterPersonList(IReadOnlyList<RegisterPerson> Items, string? Next);

/// <summary>The names to choose from before a PIN is typed.</summary>
internal static class RegisterPeople
{
    private const int MaxListed = 500;

    public static async Task<Results<Ok<RegisterPersonList>, PosProblem>> HandleAsync(
        Guid id, Actor actor, RegisterStore registers, PosDbContext database, CancellationToken cancellation)
    {
        if (await registers.FindAsync(id, cancellation) is not { } found)
            return RegisterErrors.Unknown(id).AsProblem();
        var shop = found.Register.Location;
        if (!actor.May(Policies.Staff, shop))
            return IdentityErrors.OtherLocation(shop).AsProblem();
        return TypedResults.Ok(await AtAsync(shop, database, cancellation));
    }

    /// <summary>Everybody who has a PIN and a role at the shop.</summary>
    internal static async Task<RegisterPersonList> AtAsync(string shop, PosDbContext database, CancellationToken cancellation) => new(
        await database.Users.AsNoTracking()
            .Where(user => user.IsActive && user.PinHash != null && user.Roles.Any(role => role.LocationCode == shop || role.LocationCode == RoleGrant.Everywhere))
            .OrderBy(user => user.Name).ThenBy(user => user.Id).Take(MaxListed)
            .Select(user => new RegisterPerson(user.Id, user.Name)).ToListAsync(cancellation),
        Next: null);
}
