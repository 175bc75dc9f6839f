using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

/// <summary>Who is asking, as their token says: take it as a parameter of a handler and ask it before touching a shop.</summary>
public sealed class Actor
{
    private readonly RoleSet everywhere;
    private readonly (string Location, RoleSet Roles)[] places;

    public Actor(Guid userId, Guid sessionId, Guid? registerId, IEnumerable<RoleGrant> grants)
    {
        (UserId, SessionId, RegisterId) = (userId, sessionId, registerId);
        Grants = [.. grants.Distinct().OrderBy(grant => grant.Location, StringComparer.Ordinal).ThenBy(grant => grant.Role, StringComparer.Ordinal)];
        places = [.. Grants.GroupBy(grant => grant.Location).Select(place => (place.Key, Bits(place)))];
        everywhere = Bits(Grants.Where(grant => grant.Location == RoleGrant.Everywhere));
        Principal = new(this);
    }

    public Guid UserId { get; }

    /// <summary>The sign-in this token came from; revoking it ends the token.</summary>
    public Guid SessionId { get; }

    /// <summary>The register this person signed in at by PIN; null after a sign-in by password.</summary>
    public Guid? RegisterId { get; }

    public IReadOnlyList<RoleGrant> Grants { get; }

    internal ActorPrincipal Principal { get; }

    /// <summary>Whether a policy of <see cref="Policies"/> is met at the shop with this code.</summary>
    public bool May(string policy, string locationCode)
    {
        var needed = Policies.RolesOf(policy);
        if ((everywhere & needed) != 0)
            return true;
        foreach (var (location, roles) in places)
        {
            if ((roles & needed) != 0 && string.Equals(location, locationCode, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether a policy is met at any shop; it does not say at which.</summary>
    public bool May(string policy)
    {
        var needed = Policies.RolesOf(policy);
        foreach (var (_, roles) in places)
        {
            if ((roles & needed) != 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether a policy is met at every shop, as what concerns them all needs.</summary>
    public bool MayEverywhere(string policy) => (everywhere & Policies.RolesOf(policy)) != 0;

    /// <summary>The shops at which a policy is met, for lists that name no shop; null means every shop.</summary>
    public IReadOnlyList<string>? Shops(string policy)
    {
        var needed = Policies.RolesOf(policy);
        return (everywhere & needed) != 0 ? null : [.. places.Where(place => (place.Roles & needed) != 0).Select(place => place.Location)];
    }

    /// <summary>Makes it a handler's parameter; the endpoint's policy has made sure that somebody is there.</summary>
    public static ValueTask<Actor?> BindAsync(HttpContext context) => new((context.User as ActorPrincipal)?.Actor);

    private static RoleSet Bits(IEnumerable<RoleGrant> grants) => grants.Aggregate(RoleSet.None, (bits, grant) => bits | RoleBits.Of(grant.Role));
}

/// <summary>The person of a request, made once for a token and used by every request that brings it.</summary>
internal sealed class ActorPrincipal(Actor actor) : ClaimsPrincipal(
    new ClaimsIdentity([new(JwtRegisteredClaimNames.Sub, actor.UserId.ToString())], "Bearer", JwtRegisteredClaimNames.Sub, roleType: null))
{
    public Actor Actor { get; } = actor;
}
