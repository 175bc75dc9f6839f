using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Inventory;

/// <summary>Why stock moved, in words.</summary>
public static class MovementWords
{
    /// <summary>What a person may book, the most frequent first.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["count", "receipt", "breakage", "theft", "expired", "supplier_return", "transfer", "adjustment"];

    /// <summary>As a choice in a form.</summary>
    public static string Ask(string reason, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return reason switch
        {
            "count" => words["Counted: this many are there"],
            "receipt" => words["Delivered: this many came"],
            "breakage" => words["Broken: this many are lost"],
            "theft" => words["Stolen: this many are lost"],
            "expired" => words["Expired: this many are lost"],
            "supplier_return" => words["Sent back to the supplier"],
            "transfer" => words["Moved between shops"],
            _ => words["Corrected"],
        };
    }

    /// <summary>As it stands in the list of movements.</summary>
    public static string Reason(string reason, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return reason switch
        {
            "sale" => words["Sold"],
            "void" => words["Sale undone"],
            "return" => words["Brought back"],
            "count" => words["Counted"],
            "receipt" => words["Delivered"],
            "breakage" => words["Broken"],
            "theft" => words["Stolen"],
            "expired" => words["Expired"],
            "supplier_return" => words["Sent back to the supplier"],
            "transfer" => words["Moved between shops"],
            "opening" => words["Opening count"],
            _ => words["Corrected"],
        };
    }

    public static string WithSign(int quantity) => quantity > 0 ? $"+{quantity}" : $"−{-(long)quantity}";
}
