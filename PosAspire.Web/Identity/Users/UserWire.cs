namespace PosAspire.Web.Identity.Users;

public sealed record UserList(IReadOnlyList<UserRow> Items, string? Next);

public sealed record UserRow(
    Guid Id, string Username, string Name, IReadOnlyList<RoleAt> Roles, bool IsActive, bool HasPin, DateTime? LockedUntil, DateTime CreatedAt, int Version);

public sealed record RoleAt(string Role, string Location)
{
    public const string Everywhere = "*";

    /// <summary>As a form's box carries it.</summary>
    public static RoleAt Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('@');
        return new(parts[0], parts.Length > 1 ? parts[1] : Everywhere);
    }

    public override string ToString() => $"{Role}@{Location}";
}

public sealed record NewUser(string Username, string Name, IReadOnlyList<RoleAt> Roles, string Password, string? Pin);

public sealed record ChangedUser(string Name, IReadOnlyList<RoleAt> Roles, bool IsActive, int Version);

public sealed record NewPassword(string Password);

public sealed record NewPin(string? Pin);
