using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Sales.Receipts;

/// <summary>An order's state as a word and a meaning.</summary>
public static class Statuses
{
    public static (string Tone, string Word) Of(IStringLocalizer<Words> words, string status)
    {
        ArgumentNullException.ThrowIfNull(words);
        return status switch
        {
            "completed" => ("good", words["sold"]),
            "voided" => ("warning", words["voided"]),
            "cancelled" => ("warning", words["cancelled"]),
            "open" => ("info", words["open"]),
            _ => ("info", status),
        };
    }
}
