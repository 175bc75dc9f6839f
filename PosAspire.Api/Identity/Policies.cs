using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

/// <summary>
/// What an endpoint may ask of whoever calls it. A policy on an endpoint asks "holds one of these roles somewhere";
/// whether it holds at the shop in question is <see cref="Actor.May(string, string)"/>.
/// </summary>
public static class Policies
{
    /// <summary>Anyone who works here.</summary>
    public const string Staff = "staff";

    /// <summary>Whoever takes money: admin, manager, cashier, server.</summary>
    public const string Sell = "sell";

    /// <summary>Whoever waits on tables: admin, manager, server, and the cashier at the counter.</summary>
    public const string Serve = "serve";

    /// <summary>Whoever sees what is to be cooked: everyone but the cashier.</summary>
    public const string Kitchen = "kitchen";

    /// <summary>Whoever runs a shop: admin, manager.</summary>
    public const string Manage = "manage";

    /// <summary>Whoever runs the deployment.</summary>
    public const string Admin = "admin";

    public static readonly IReadOnlyList<string> All = [Staff, Sell, Serve, Kitchen, Manage, Admin];

    /// <summary>The roles that satisfy a policy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such policy.</exception>
    internal static RoleSet RolesOf(string policy) => policy switch
    {
        Staff => RoleSet.Admin | RoleSet.Manager | RoleSet.Cashier | RoleSet.Server | RoleSet.Kitchen,
        Sell or Serve => RoleSet.Admin | RoleSet.Manager | RoleSet.Cashier | RoleSet.Server,
        Kitchen => RoleSet.Admin | RoleSet.Manager | RoleSet.Server | RoleSet.Kitchen,
        Manage => RoleSet.Admin | RoleSet.Manager,
        Admin => RoleSet.Admin,
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "There is no such policy."),
    };
}

/// <summary>Roles as bits, so that a check on the way to a sale is one comparison.</summary>
[Flags]
internal enum RoleSet
{
    None = 0,
    Admin = 1,
    Manager = 2,
    Cashier = 4,
    Server = 8,
    Kitchen = 16,
}

internal static class RoleBits
{
    public static RoleSet Of(string role) => role switch
    {
        Roles.Admin => RoleSet.Admin,
        Roles.Manager => RoleSet.Manager,
        Roles.Cashier => RoleSet.Cashier,
        Roles.Server => RoleSet.Server,
        Roles.Kitchen => RoleSet.Kitchen,
        _ => RoleSet.None,
    };
}
