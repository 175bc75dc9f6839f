using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Sales.Office;

/// <summary>Where an order stands and what happened to it, in words.</summary>
public static class OrderWords
{
    public static readonly IReadOnlyList<string> Statuses = ["open", "completed", "cancelled", "voided"];

    public static string Status(string status, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return status switch
        {
            "draft" or "open" => words["Not paid yet"],
            "awaiting_payment" => words["Waits for payment"],
            "paid" => words["Paid"],
            "completed" => words["Completed"],
            "cancelled" => words["Given up"],
            "voided" => words["Undone"],
            "refunded" or "partially_refunded" => words["Refunded"],
            _ => status,
        };
    }

    public static string Tone(string status) => status switch { "completed" or "paid" => "good", "voided" or "cancelled" => "danger", _ => "info" };

    /// <summary>What the journal says happened.</summary>
    public static string Action(string action, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return action switch
        {
            "order.placed" or "order.completed" => words["Sale made"],
            "order.opened" => words["Begun"],
            "order.lines_added" => words["Lines added"],
            "order.line_changed" => words["A line was changed"],
            "order.line_removed" => words["A line was taken off"],
            "order.sent" => words["Sent to the kitchen"],
            "order.paid" => words["Paid"],
            "order.cancelled" => words["Given up"],
            "order.voided" => words["Undone"],
            "order.moved" => words["Moved to another table"],
            "order.bill" or "order.bill_asked" => words["The bill was asked for"],
            "receipt.printed" or "order.printed" or "receipt.print_requested" => words["Receipt printed"],
            _ => action,
        };
    }
}
