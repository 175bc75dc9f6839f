using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Identity.Users;

/// <param name="Location">A shop's code, or <c>*</c> for every shop.</param>
public sealed record RoleAt(string Role, string Location);

/// <param name="LockedUntil">Until when wrong tries have locked this person out; null when they have not.</param>
/// <param name="Version">To be sent back with a change.</param>
public sealed record UserBody(
    Guid Id, string Username, string Name, IReadOnlyList<RoleAt> Roles, bool IsActive, bool HasPin, DateTime? LockedUntil, DateTime CreatedAt, int Version)
{
    /// <summary>Whether an administrator may see and change somebody with these roles: every one of them must be at a shop that is theirs.</summary>
    internal static bool IsWithinReach(Actor actor, IReadOnlyCollection<RoleGrant> grants) => actor.MayEverywhere(Policies.Admin)
        || (grants.Count > 0 && grants.All(grant => grant.Location != RoleGrant.Everywhere && actor.May(Policies.Admin, grant.Location)));

    internal IReadOnlyList<RoleGrant> Grants() => [.. Roles.Select(role => new RoleGrant(role.Role, role.Location))];
}

internal static class AskedRoles
{
    // Five roles at ten shops; who holds more holds them everywhere.
    private const int MaxRoles = 50;

    /// <summary>Reads the roles of a request, or says what is wrong with them.</summary>
    public static (IReadOnlyList<RoleGrant> Grants, PosError? Error) Read(Actor actor, IReadOnlyList<RoleAt> roles)
    {
        List<RoleGrant> grants = [];
        foreach (var role in roles)
        {
            if (!RoleGrant.TryParse($"{role.Role}@{role.Location}", out var grant) || grants.Contains(grant))
                return ([], IdentityErrors.InvalidRole(role.Role));
            grants.Add(grant);
        }

        if (grants.Count is 0 or > MaxRoles)
            return ([], IdentityErrors.InvalidRole(""));
        return UserBody.IsWithinReach(actor, grants)
            ? (grants, null)
            : ([], IdentityErrors.OtherLocation(grants.First(grant => !actor.May(Policies.Admin, grant.Location)).Location));
    }
}
