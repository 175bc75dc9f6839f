using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.Web.Identity;

/// <summary>
/// The people of the demo data, so that a stranger can sign in by reading the screen. Set by whoever loads that data
/// (<c>DEMO_SIGN_IN</c>, for example <c>pos-demo-2026 manager=900002 cashier=900003</c>); a real shop leaves it out.
/// </summary>
/// <param name="Password">Everybody's.</param>
/// <param name="People">User name and PIN.</param>
public sealed record DemoSignIn(string Password, IReadOnlyList<(string Name, string Pin)> People)
{
    public const string Setting = "DEMO_SIGN_IN";

    public static readonly DemoSignIn None = new("", []);

    public bool IsOn => People.Count > 0;

    /// <exception cref="SettingException">The setting cannot be read.</exception>
    public static DemoSignIn Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[Setting] is not { Length: > 0 } text)
            return None;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var people = words.Skip(1).Select(word => word.Split('=')).ToList();
        return people.Count > 0 && people.All(person => person.Length == 2)
            ? new(words[0], [.. people.Select(person => (person[0], person[1]))])
            : throw new SettingException(Setting, "must be a password followed by name=PIN for each person, or be left out.");
    }
}
