using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Dining.Kitchen;

/// <summary>What a ticket is called across the kitchen.</summary>
public static class KitchenWords
{
    public static string Name(IStringLocalizer<Words> words, Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(ticket);
        return ticket switch
        {
            { Kind: "dine_in", Label: { Length: > 0 } table } => words["Table {0}", table],
            { Label: { Length: > 0 } name } => name,
            _ => words["Order {0}", ticket.OrderNumber],
        };
    }
}
