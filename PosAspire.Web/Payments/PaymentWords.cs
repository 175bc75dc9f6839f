using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Payments;

/// <summary>Payment services, cases and differences in words for a manager.</summary>
public static class PaymentWords
{
    public static string Provider(string? name, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return name switch { "stripe" => words["Cards (Stripe)"], "qris" => words["QRIS codes"], _ => name ?? "" };
    }

    /// <summary>How a payment service is at this moment.</summary>
    public static (string Tone, string Word) Health(Provider provider, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(words);
        return provider switch
        {
            { Configured: false } => ("info", words["Not set up"]),
            { Mode: "offline" } => ("danger", words["Switched off"]),
            { IsComingBack: true } => ("info", words["Back in a moment"]),
            { Health: "closed" or "forced_closed" } => ("good", words["It answers"]),
            { Health: "half_open" } => ("warning", words["Being tried out"]),
            _ => ("danger", words["It does not answer"]),
        };
    }

    /// <summary>What that means at the till.</summary>
    public static string Meaning(Provider provider, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(words);
        return provider switch
        {
            { Configured: false } => words["Without its key nothing is taken through it. Whoever set the system up adds the key."],
            { Mode: "offline" } => words["New payments are not sent to it; stored cards may be sold on trust up to the limits, everything else is asked for in cash. What is on its way is finished."],
            { Mode: "online" } => words["It is asked for every payment, however often it failed. Each one waits for its answer."],
            { Health: "closed" } => words["Payments go through. When it falls silent three times in a row it is left alone until it answers again."],
            { Health: "half_open" } => words["It is asked a question that takes no money. When it answers, payments go to it again."],
            _ => words["It is left alone so that nobody waits. It is tried out by itself; when it is back, what waits is taken in order."],
        };
    }

    public static string Mode(string mode, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return mode switch { "automatic" => words["As it answers"], "offline" => words["Off: take nothing through it"], "online" => words["On: ask it whatever happens"], _ => mode };
    }

    /// <summary>Why a manager must look, and what to do.</summary>
    public static (string What, string Do) Case(string kind, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return kind switch
        {
            "declined_later" => (words["The goods went, then the payment was refused"],
                words["Ask the customer for another payment, or write the loss off. Then say here what you did."]),
            "queued_too_long" => (words["Sold on trust, and not taken for too long"],
                words["It is still asked for by itself. Ask the customer for another payment; should this one come later, give it back in the pages of the payment service. Then say here what you did."]),
            "unknown_escalated" => (words["Nobody can find out whether it was taken"],
                words["Look for the reference in the pages of the payment service. If it was taken, wait until it is settled here or give it back there; if not, take the money again."]),
            _ => (words["Till and payment service do not say the same"],
                words["Compare it with the pages of the payment service. Give back there what the till does not know, or take what the service does not have."]),
        };
    }

    /// <summary>How till and payment service disagree, and what to do.</summary>
    public static (string What, string Do) Difference(MatchFinding found, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(words);
        return found.Kind switch
        {
            "paid_not_recorded" => (words["Taken, and not in the till"], words["Give the money back in the pages of the payment service, unless the customer has the goods and paid nothing else."]),
            "held_not_recorded" => (words["Held, and not in the till"], words["Let it go in the pages of the payment service; it also expires by itself."]),
            "recorded_not_paid" => (words["In the till, and not taken"], words["Nothing was taken for these goods: ask the customer for another payment, or write the loss off."]),
            "other_amount" => (words["Another amount"], words["Give back what is too much, or ask for what is missing."]),
            "other_refund" => (words["Another amount given back"], words["Compare the refunds one by one, and make or record the one that is missing."]),
            "not_ours" => (words["A payment that no till has made"], words["Look in the pages of the payment service who made it; give it back when it was a mistake."]),
            "still_unknown" => (words["Still not certain"], words["Look it up in the pages of the payment service and settle its case on this page."]),
            "not_compared" => (words["The payment service did not answer"], words["Compare again when it answers."]),
            "not_covered" => (words["An order that its payments do not cover"], words["Open the order: a payment of it failed after the goods had gone, or its amounts were changed."]),
            "money_kept" => (words["An order is no more, and its money stayed"], words["Give the money of this order back."]),
            _ => (found.Kind, found.Action),
        };
    }

    /// <summary>How long something has waited.</summary>
    public static string Age(TimeSpan age, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return age < TimeSpan.FromHours(1) ? words["{0} min", (int)Math.Max(0, age.TotalMinutes)] : words["{0} h {1} min", (int)age.TotalHours, age.Minutes];
    }
}
