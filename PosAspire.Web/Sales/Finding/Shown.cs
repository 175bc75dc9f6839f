using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Sales.Finding;

/// <summary>How a product is told in one small line.</summary>
public static class Shown
{
    public static string Facts(IStringLocalizer<Words> words, string size, string? unit, int? onHand)
    {
        ArgumentNullException.ThrowIfNull(words);
        var stock = onHand switch
        {
            null => null,
            <= 0 => words["none in stock"].Value,
            { } count => words["{0} in stock", count].Value,
        };
        return string.Join(" · ", new[] { size, unit, stock }.Where(fact => !string.IsNullOrEmpty(fact)));
    }
}
