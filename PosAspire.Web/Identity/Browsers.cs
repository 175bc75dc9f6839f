namespace PosAspire.Web.Identity;

/// <summary>A name by which a manager recognises a registered browser in a list, from what it says of itself.</summary>
public static class Browsers
{
    // The order matters: Edge calls itself Chrome too, and Chrome calls itself Safari.
    private static readonly (string Mark, string Name)[] Programs =
        [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPad", "iPad"), ("iPhone", "iPhone"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")];

    public static string NameOf(string userAgent)
    {
        ArgumentNullException.ThrowIfNull(userAgent);
        return $"{Find(Programs, userAgent) ?? "Browser"} · {Find(Systems, userAgent) ?? "?"}";
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(mark => userAgent.Contains(mark.Mark, StringComparison.Ordinal)).Name;
}
