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
            "completed" => ("good", words["Sold"]),
            "voided" => ("warning", words["Voided"]),
            "cancelled" => ("warning", words["cancelled"]),
            "refunded" => ("info", words["Given back"]),
            "partially_refunded" => ("info", words["Partly given back"]),
            "awaiting_payment" => ("warning", words["Waits for payment"]),
            "open" => ("info", words["Open"]),
            _ => ("info", status),
        };
    }
}
