using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Identity.Users;

/// <param name="Next">To be sent as <c>after</c> for the next page; null on the last.</param>
public sealed record UserList(IReadOnlyList<UserBody> Items, string? Next);

/// <summary>The people whom an administrator may change, by user name.</summary>
internal static class ListUsers
{
    public const int MaxLimit = 100;

    private const int DefaultLimit = 50;

    public static async Task<Results<Ok<UserList>, PosProblem>> HandleAsync(
        Actor actor, UserReader users, CancellationToken cancellation, string? after = null, int limit = DefaultLimit)
    {
        if (limit is < 1 or > MaxLimit)
            return SharedErrors.InvalidLimit(MaxLimit).AsProblem();
        // What is no user name comes after none.
        var from = after is null ? "" : SignInRules.Username(after) ?? "";
        var found = await users.PageAsync(from, actor.Shops(Policies.Admin), limit + 1, cancellation);
        var more = found.Count > limit;
        return TypedResults.Ok(new UserList(more ? found[..limit] : found, more ? found[limit - 1].Username : null));
    }

    public static async Task<Results<Ok<UserBody>, PosProblem>> GetAsync(Guid id, Actor actor, UserReader users, CancellationToken cancellation)
    {
        if (await users.FindAsync(id, cancellation) is not { } user)
            return IdentityErrors.UnknownUser(id).AsProblem();
        return UserBody.IsWithinReach(actor, user.Grants())
            ? TypedResults.Ok(user)
            : IdentityErrors.OtherLocation(user.Roles.Count > 0 ? user.Roles[0].Location : "").AsProblem();
    }
}
