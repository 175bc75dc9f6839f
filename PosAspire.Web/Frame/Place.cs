using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace PosAspire.Web.Frame;

/// <summary>Where this browser works: the shop and the register. Known by a sealed cookie, so also before anybody signs in.</summary>
/// <param name="Location">The shop's code.</param>
/// <param name="Shop">The shop's name.</param>
/// <param name="TimeZone">IANA name; the clock on the screen.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Profile"><c>retail</c> or <c>restaurant</c>.</param>
/// <param name="DeviceToken">What proves to Api that a manager registered this browser; null when the register was chosen for this session only.</param>
public sealed record Place(
    string Location, string Shop, string TimeZone, string Currency, string Profile, Guid RegisterId, string RegisterName, string? DeviceToken)
{
    public const string Cookie = "pos.register";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(400); // the longest a browser keeps a cookie

    /// <summary>Whether people sign in here with a PIN.</summary>
    public bool IsRegistered => DeviceToken is not null;

    public bool IsRestaurant => Profile == "restaurant";

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The place of the browser that asks; null when none was chosen yet.</summary>
    public static Place? Of(HttpContext? http)
    {
        if (http?.Request.Cookies[Cookie] is not { Length: > 0 } sealedText)
            return null;
        if (http.Items.TryGetValue(typeof(Place), out var known))
            return (Place?)known;
        var place = Open(http, sealedText);
        http.Items[typeof(Place)] = place;
        return place;
    }

    /// <summary>Remembers the place in this browser: for good on a registered one, otherwise until the browser is closed.</summary>
    public void Keep(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Cookies.Append(Cookie, Protector(http).Protect(JsonSerializer.Serialize(this)), new()
        {
            MaxAge = IsRegistered ? Kept : null,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            Secure = http.Request.IsHttps,
        });
        http.Items[typeof(Place)] = this;
    }

    /// <summary>Forgets the place.</summary>
    public static void Leave(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Cookies.Delete(Cookie);
        http.Items[typeof(Place)] = null;
    }

    private static Place? Open(HttpContext http, string sealedText)
    {
        try
        {
            return JsonSerializer.Deserialize<Place>(Protector(http).Unprotect(sealedText));
        }
        catch (Exception failure) when (failure is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null; // another deployment's cookie or an older form of it: the browser chooses its register again
        }
    }

    private static IDataProtector Protector(HttpContext http) =>
        http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("pos.register.v1");
}
