using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

/// <param name="SessionId">This sign-in.</param>
/// <param name="RegisterId">The register of a sign-in by PIN.</param>
public sealed record Me(
    Guid Id, string Username, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Locations, Guid SessionId, Guid? RegisterId);

/// <param name="Next">Always null: there are never more than one page of them.</param>
public sealed record SessionList(IReadOnlyList<SessionItem> Items, string? Next);

/// <param name="Method"><c>password</c> or <c>pin</c>.</param>
/// <param name="Current">Whether it is the one that asks.</param>
public sealed record SessionItem(Guid Id, string Method, Guid? RegisterId, DateTime CreatedAt, DateTime RefreshedAt, DateTime ExpiresAt, bool Current);

/// <summary>What people see and end of their own sign-ins.</summary>
internal static class OwnSessions
{
    private const int MaxListed = 100;

    public static async Task<Results<Ok<Me>, PosProblem>> MeAsync(Actor actor, People people, CancellationToken cancellation)
    {
        if (await people.FindAsync(actor.UserId, cancellation) is not { } person)
            return IdentityErrors.Required.AsProblem();
        var user = SessionStore.Describe(person, actor);
        return TypedResults.Ok(new Me(user.Id, user.Username, user.Name, user.Roles, user.Locations, actor.SessionId, actor.RegisterId));
    }

    public static async Task<Ok<SessionList>> ListAsync(Actor actor, PosDbContext database, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var open = await database.Sessions.AsNoTracking()
            .Where(session => session.UserId == actor.UserId && session.RevokedAt == null && session.ExpiresAt > now)
            .OrderByDescending(session => session.Id).Take(MaxListed).ToListAsync(cancellation);
        return TypedResults.Ok(new SessionList(
            [.. open.Select(session => new SessionItem(
                session.Id, EnumText.Of(session.Method), session.RegisterId, session.CreatedAt, session.RefreshedAt, session.ExpiresAt, session.Id == actor.SessionId))],
            Next: null));
    }

    public static async Task<Results<NoContent, PosProblem>> EndAsync(Guid id, Actor actor, SessionEnds ends, CancellationToken cancellation) =>
        await ends.EndAsync(id, actor.UserId, actor.UserId, "ended_by_its_owner", cancellation) ? TypedResults.NoContent() : IdentityErrors.UnknownSession(id).AsProblem();

    public static async Task<NoContent> LogoutAsync(Actor actor, SessionEnds ends, CancellationToken cancellation)
    {
        // One that has run out meanwhile is as good as ended.
        await ends.EndAsync(actor.SessionId, actor.UserId, actor.UserId, "signed_out", cancellation);
        return TypedResults.NoContent();
    }
}
