using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Sales.Paying;

/// <summary>What a tender and its state are called.</summary>
public static class TenderWords
{
    public static string Name(IStringLocalizer<Words> words, CheckoutTender tender)
    {
        ArgumentNullException.ThrowIfNull(tender);
        return tender.Card is { } card ? Card(card) : Name(words, tender.Type);
    }

    public static string Name(IStringLocalizer<Words> words, string type)
    {
        ArgumentNullException.ThrowIfNull(words);
        return type switch
        {
            "cash" => words["Cash"],
            "card" => words["Card"],
            "gift_card" => words["Gift card"],
            "store_credit" => words["Store credit"],
            "qris" => "QRIS",
            _ => type,
        };
    }

    /// <summary>As the provider names it, <c>visa 4242</c>, the way a person writes it.</summary>
    public static string Card(string card)
    {
        ArgumentException.ThrowIfNullOrEmpty(card);
        return card.LastIndexOf(' ') is > 0 and var space ? $"{char.ToUpperInvariant(card[0])}{card[1..space]} •••• {card[(space + 1)..]}" : card;
    }

    public static (string Tone, string Word) State(IStringLocalizer<Words> words, CheckoutTender tender)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(tender);
        return tender switch
        {
            { Status: "refunded" } => ("info", words["Given back"]),
            { Status: "failed", FailureCode: "canceled" } => ("info", words["Let go"]),
            { Status: "failed", FailureCode: "expired" } => ("warning", words["Not paid in time"]),
            { Status: "failed" } => ("warning", words["Declined"]),
            { Stands: false } => ("info", words["Being let go"]),
            { Status: "pending" } => ("info", words["Being asked"]),
            { Status: "requires_action" } => ("info", words["Waits for the customer"]),
            { Status: "authorized" } => ("good", words["Held"]),
            { Status: "captured" } => ("good", words["Taken"]),
            { Status: "queued" } => ("info", words["Taken later"]),
            { Status: "unknown" } => ("warning", words["Not known yet"]),
            _ => ("info", tender.Status),
        };
    }

    /// <summary>The sentence of what happened and what to do, in the person's language; null when all is well.</summary>
    public static string? Sentence(ProblemWords problems, CheckoutTender tender)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(tender);
        if (tender.Message is not { } message)
            return null;
        var code = tender.Status == "failed" ? $"tender.failed.{tender.FailureCode}" : $"tender.{tender.Status}.{tender.Type}";
        return problems.Say(new(StatusCodes.Status200OK, code, message));
    }
}
