namespace PosAspire.Web.Frame;

/// <summary>Light, dark, or as the device says.</summary>
public static class Themes
{
    public const string Cookie = "pos.theme";

    public static readonly IReadOnlyList<string> All = ["auto", "light", "dark"];

    /// <summary>What this browser chose; <c>auto</c> when it never did.</summary>
    public static string Of(HttpContext? http) => All.FirstOrDefault(theme => theme == http?.Request.Cookies[Cookie]) ?? All[0];
}
