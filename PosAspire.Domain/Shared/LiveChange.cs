using System.Text.Json;

namespace PosAspire.Domain.Shared;

/// <summary>
/// Says that something is no longer what it was: whoever shows it looks again. It carries no state and may come twice or, between
/// processes, not at all; what must not be lost belongs in the outbox.
/// </summary>
/// <param name="Location">The shop's code.</param>
/// <param name="What">One of the names of <see cref="LiveChange"/>.</param>
/// <param name="Id">Which of them.</param>
/// <param name="Version">Of what is there now; 0 when it has none.</param>
public sealed record LiveChange(string Location, string What, string Id, long Version)
{
    /// <summary>The bus topic on which processes tell each other.</summary>
    public const string Topic = "live.changes";

    /// <summary>The cart of a register; the id is the register's.</summary>
    public const string Cart = "cart";

    /// <summary>The carts that are put aside.</summary>
    public const string Parked = "parked";

    public const string Tables = "tables";

    public const string Kitchen = "kitchen";

    public const string Order = "order";

    /// <summary>Products, prices, what is out.</summary>
    public const string Menu = "menu";

    /// <summary>What a printer did with a job; the id is the register's.</summary>
    public const string Print = "print";

    /// <param name="from">Who tells, so that it does not hear itself.</param>
    public string ToMessage(string from) => $"{from}\n{JsonSerializer.Serialize(this, JsonSerializerOptions.Web)}";

    /// <summary>Null when it is one's own, or of another release and cannot be read.</summary>
    public static LiveChange? OfMessage(string message, string self)
    {
        if (message.Split('\n', 2) is not [var from, var text] || from == self)
            return null;
        try
        {
            return JsonSerializer.Deserialize<LiveChange>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
