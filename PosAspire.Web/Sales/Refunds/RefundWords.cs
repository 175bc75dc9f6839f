using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Sales.Refunds;

/// <summary>How money goes back and where it is, in words.</summary>
public static class RefundWords
{
    /// <summary>How the customer paid or gets it; a card with its end.</summary>
    public static string Tender(string type, string? card, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return type switch
        {
            "cash" => words["Cash"],
            "card" => card is null ? words["Card"] : words["Card {0}", card],
            "gift_card" => words["Gift card"],
            "store_credit" => words["Store credit"],
            "qris" => words["QRIS"],
            _ => type,
        };
    }

    public static string Kind(string kind, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return kind switch
        {
            "whole" => words["Everything that was left"],
            "lines" => words["Some lines"],
            "amount" => words["An amount"],
            "void" => words["The order was undone"],
            _ => kind,
        };
    }

    /// <summary>Where a refund or a part of it stands.</summary>
    public static (string Tone, string Word) Status(string status, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return status switch
        {
            "succeeded" => ("good", words["Given back"]),
            "pending" => ("info", words["On its way"]),
            "unknown" => ("warning", words["Not certain yet"]),
            "failed" => ("danger", words["Not given back"]),
            _ => ("info", status),
        };
    }

    /// <summary>What it means, and who does something about it; null when nobody has to.</summary>
    public static string? Explained(RefundPayout payout, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(payout);
        ArgumentNullException.ThrowIfNull(words);
        return payout switch
        {
            { ReplacedBy: not null } => words["The payment service refused it; it was given back another way."].Value,
            { Status: "pending" } => words["The payment service has not confirmed it yet. It is asked again by itself; the card statement can take days."].Value,
            { Status: "unknown" } => words["The payment service did not answer, so nobody knows yet whether it has happened. It is asked by itself; never give it back by hand meanwhile."].Value,
            { Status: "failed" } => words["The payment service refused to give it back. The customer does not have this money: a manager gives it back another way."].Value,
            _ => null,
        };
    }

    public static string Sum(long minor, string currency) => Money.Format(minor, currency);
}
