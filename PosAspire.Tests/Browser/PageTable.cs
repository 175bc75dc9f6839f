namespace PosAspire.Tests.Browser;

/// <summary>One page as the tests of every page open it.</summary>
/// <param name="Path">Its address. <c>{register}</c>, <c>{product}</c>, <c>{order}</c> and <c>{user}</c> stand for what the demo shop at hand has.</param>
/// <param name="Role">Who is signed in; null for nobody.</param>
/// <param name="Register">The register that the browser is, as <c>LIQ1/Register 1</c>; null when none was chosen.</param>
/// <param name="Registered">Whether a manager has registered the browser.</param>
public sealed record PageOfWeb(string Path, string? Role = null, string? Register = null, bool Registered = false)
{
    public override string ToString() => Role is null ? Path : $"{Path} as {Role}";
}

/// <summary>
/// Every page of Web. A new page belongs here: the tests hold each to the same promises (accessible in both themes, no sideways
/// scrolling at both sizes, light to load, large enough to touch).
/// </summary>
internal static class PageTable
{
    private const string Shop = "LIQ1/Register 1";
    private const string Restaurant = "STK1/Counter";

    public static readonly IReadOnlyList<PageOfWeb> All =
    [
        // Frame
        new("/"),
        new("/", "manager", Shop),
        new("/nothing-here"),

        // Identity
        new("/sign-in"),
        new("/pin", null, Shop, Registered: true),
        new("/register", "manager"),
        new("/register", "manager", Shop, Registered: true),
        new("/password", "cashier"),

        // Sales
        new("/till", "cashier", Shop),
        new("/till/find?q=vodka", "cashier", Shop),
        new("/till/check?code=000400203940", "cashier", Shop),
        new("/till/parked", "cashier", Shop),
        new("/till/note", "cashier", Shop),
        new("/till/orders", "cashier", Shop),
        new("/till/orders/{order}/refund", "cashier", Shop),
        new("/display", "cashier", Shop),

        // Dining
        new("/menu"),
        new("/menu?lang=id"),
        new("/track/{guest}"),
        new("/track/{guest}?lang=id"),
        new("/floor", "server", Restaurant),
        new("/kitchen", "kitchen", Restaurant),

        // The back office
        new("/office", "manager"),
        new("/office/products?location=LIQ1", "manager"),
        new("/office/products?q=nothing-is-called-so", "manager"),
        new("/office/products/new?barcode=000400203940", "manager"),
        new("/office/products/{product}", "manager"),
        new("/office/import?location=LIQ1", "manager"),
        new("/office/stock?location=LIQ1", "manager"),
        new("/office/stock/{product}?location=LIQ1", "manager"),
        new("/office/users", "admin"),
        new("/office/users/new", "admin"),
        new("/office/users/{user}", "admin"),
        new("/office/registers?location=LIQ1", "manager"),
        new("/office/registers/{register}", "manager", Shop),
        new("/office/locations?location=STK1", "manager"),
        new("/office/locations/tables?location=STK1", "manager"),
        new("/office/payments?location=LIQ1", "manager"),
        new("/office/stored-value?location=LIQ1", "manager"),
        new("/office/orders?location=LIQ1", "manager"),
        new("/office/orders/{order}", "manager"),
        new("/office/orders/{order}/refund", "manager"),
    ];
}
