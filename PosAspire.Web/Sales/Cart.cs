using System.Globalization;

namespace PosAspire.Web.Sales;

/// <summary>
/// What is being sold, as the page carries it: product ids and quantities, never a price. The page sends it with every
/// action and gets it back, so neither a restart of Web nor of Api loses it, and doing an action twice is harmless.
/// </summary>
/// <param name="Location">The shop's code.</param>
/// <param name="Key">Idempotency key of this sale: made when the cart starts, the same for every try to pay.</param>
/// <param name="Lines">In the order of scanning.</param>
public sealed record Cart(string Location, string Key, IReadOnlyList<RequestedLine> Lines)
{
    public const int MaxLines = 200;
    public const int MaxQuantity = 999;
    private const int MaxKeyLength = 64;
    private const int MaxLocationLength = 32;

    public static Cart Empty(string location) => new(location, Guid.CreateVersion7().ToString("N"), []);

    public bool IsEmpty => Lines.Count == 0;

    /// <summary>The same item again raises its line; another one becomes the last line. Null when the cart is full.</summary>
    public Cart? Add(Guid product, int quantity)
    {
        var line = Lines.FirstOrDefault(line => line.ProductId == product);
        if (line is not null)
            return line.Quantity + quantity > MaxQuantity ? null : With(line, line.Quantity + quantity);
        return Lines.Count == MaxLines ? null : this with { Lines = [.. Lines, new RequestedLine(product, quantity)] };
    }

    /// <summary>One more or one fewer; a line that reaches zero leaves the cart. Unknown products and a full line change nothing.</summary>
    public Cart Change(Guid product, int by)
    {
        var line = Lines.FirstOrDefault(line => line.ProductId == product);
        return line is null || line.Quantity + by > MaxQuantity ? this : With(line, line.Quantity + by);
    }

    public Cart Remove(Guid product) => this with { Lines = [.. Lines.Where(line => line.ProductId != product)] };

    /// <summary>A line as the page carries it.</summary>
    public static string Write(RequestedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return string.Create(CultureInfo.InvariantCulture, $"{line.ProductId:D}:{line.Quantity}");
    }

    /// <summary>Reads the cart that a page sent.</summary>
    /// <exception cref="BadHttpRequestException">The fields are not what this page writes.</exception>
    public static Cart Read(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        string location = form["location"].ToString(), key = form["key"].ToString();
        var lines = form["line"];
        if (location.Length is 0 or > MaxLocationLength || key.Length is 0 or > MaxKeyLength || !key.All(char.IsAsciiLetterOrDigit)
            || lines.Count > MaxLines)
            throw new BadHttpRequestException("The cart on this page cannot be read.");
        return new(location, key, [.. lines.Select(ReadLine)]);
    }

    private static RequestedLine ReadLine(string? text)
    {
        var parts = (text ?? "").Split(':');
        if (parts.Length == 2 && Guid.TryParseExact(parts[0], "D", out var product)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) && quantity is > 0 and <= MaxQuantity)
            return new(product, quantity);
        throw new BadHttpRequestException("A line of the cart on this page cannot be read.");
    }

    private Cart With(RequestedLine line, int quantity) => quantity <= 0
        ? Remove(line.ProductId)
        : this with { Lines = [.. Lines.Select(other => other == line ? line with { Quantity = quantity } : other)] };
}
