namespace PosAspire.Domain.Identity;

/// <summary>A person who signs in. Never deleted, because orders and audit rows name them; switched off instead.</summary>
public sealed class User
{
    private readonly List<UserRole> roles = [];

    private User()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Lower case, unique.</summary>
    public string Username { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string PasswordHash { get; private set; } = "";

    /// <summary>For signing in at a register; null when this person has no PIN.</summary>
    public string? PinHash { get; private set; }

    public bool IsActive { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Rises with every change, for optimistic concurrency.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<UserRole> Roles => roles;
}

/// <summary>A person's role, at one shop or at all of them.</summary>
public sealed class UserRole
{
    private UserRole()
    {
    }

    public Guid UserId { get; private set; }

    public string Role { get; private set; } = "";

    /// <summary>A shop's code, or <see cref="RoleGrant.Everywhere"/>.</summary>
    public string LocationCode { get; private set; } = "";
}

/// <summary>A named set of rights.</summary>
public sealed class Role
{
    private Role()
    {
    }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";
}

/// <summary>The roles the product knows; the migration that makes the table inserts exactly these.</summary>
public static class Roles
{
    public const string Admin = "admin";
    public const string Manager = "manager";
    public const string Cashier = "cashier";
    public const string Server = "server";
    public const string Kitchen = "kitchen";

    public static readonly IReadOnlyList<string> All = [Admin, Manager, Cashier, Server, Kitchen];
}
