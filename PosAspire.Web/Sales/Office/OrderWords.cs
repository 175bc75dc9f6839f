using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Sales.Office;

/// <summary>Where an order stands and what happened to it, in words.</summary>
public static class OrderWords
{
    public static readonly IReadOnlyList<string> Statuses = ["open", "awaiting_payment", "completed", "partially_refunded", "refunded", "cancelled", "voided"];

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
            "refunded" => words["Given back"],
            "partially_refunded" => words["Partly given back"],
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
            "order.line_voided" or "order.line_removed" => words["A line was taken off"],
            "order.sent" => words["Sent to the kitchen"],
            "order.paid" => words["Paid"],
            "order.cancelled" => words["Given up"],
            "order.voided" => words["Undone"],
            "order.refunded" => words["Money given back"],
            "refund.replaced" => words["Given back another way"],
            "refund.succeeded" => words["The payment service has given it back"],
            "refund.failed" => words["The payment service refused to give it back"],
            "refund.unknown" => words["The payment service did not answer; it is asked again"],
            "payment.tendered" => words["Paid a part"],
            "payment.captured" => words["Card or code paid"],
            "payment.failed" => words["A payment failed"],
            "payment.unknown" => words["Nobody knows yet whether a payment was taken"],
            "payment.queued" => words["Sold while the payment service was silent"],
            "payment.refunded" => words["A payment went back"],
            "payment.given_up" => words["A payment was given up"],
            "payment.paid_late" => words["Paid after its time"],
            "order.exchanged" => words["Sold in exchange"],
            "payment.case_resolved" => words["A manager settled a payment"],
            "order.awaits_payment" => words["Payment begun"],
            "order.checkout_given_up" => words["Payment given up"],
            "order.moved" => words["Moved to another table"],
            "order.bill" or "order.bill_asked" => words["The bill was asked for"],
            "receipt.printed" or "order.receipt_printed" or "order.printed" or "receipt.print_requested" => words["Receipt printed"],
            _ => action,
        };
    }
}
