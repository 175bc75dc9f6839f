namespace PosAspire.Web.Identity;

/// <summary>Who approves, as Api is told: a user name, and a PIN or a password.</summary>
public sealed record Approver(string Username, string? Pin, string? Password)
{
    /// <summary>The approval dialog's field for the name.</summary>
    public const string Name = "approver";

    /// <summary>The approval dialog's field for PIN or password.</summary>
    public const string Secret = "approverSecret";

    private const int PinLength = 6;

    /// <summary>What the dialog was filled with: six digits are a PIN, anything else a password. Null when nobody was named.</summary>
    public static Approver? Of(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var (name, secret) = (form[Name].ToString().Trim(), form[Secret].ToString());
        if (name.Length == 0 || secret.Length == 0)
            return null;
        return secret.Length == PinLength && secret.All(char.IsAsciiDigit) ? new(name, secret, null) : new(name, null, secret);
    }
}
