namespace PosAspire.Domain.Identity;

/// <summary>A role and where it holds, written <c>cashier@LIQ1</c> or <c>admin@*</c>.</summary>
/// <param name="Role">One of <see cref="Roles.All"/>.</param>
/// <param name="Location">A shop's code, or <see cref="Everywhere"/>.</param>
public readonly record struct RoleGrant(string Role, string Location)
{
    /// <summary>Stands for every shop, those to come included.</summary>
    public const string Everywhere = "*";

    /// <summary>Reads <c>role@CODE</c>; a role without a place holds everywhere.</summary>
    public static bool TryParse(string text, out RoleGrant grant)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        grant = at < 0 ? new(text, Everywhere) : new(text[..at], text[(at + 1)..]);
        return Roles.All.Contains(grant.Role) && (grant.Location == Everywhere || Shared.Location.IsCode(grant.Location));
    }

    public override string ToString() => $"{Role}@{Location}";
}
