using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Dining.Orders;

/// <summary>What an order and its parts are called on the screens.</summary>
public static class OrderWords
{
    /// <summary>The table, the guest's name, or the number.</summary>
    public static string Name(IStringLocalizer<Words> words, OpenOrder order)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(order);
        return order.Table is { } table ? words["Table {0}", table.Name] : order.Label ?? words["Order {0}", order.Number];
    }

    /// <summary>How many dishes go to which station, as in "Grill 2, Bar 1"; empty when the house has one kitchen.</summary>
    public static string Stations(IEnumerable<OrderLine> lines) => string.Join(" · ", lines
        .Where(line => line.Station is not null)
        .GroupBy(line => line.Station)
        .Select(station => $"{station.Key} {station.Sum(line => line.Quantity)}"));

    /// <summary>The drawing that stands for a course until the restaurant has pictures of its own; by the names of its menu.</summary>
    public static string Drawing(string course)
    {
        ArgumentNullException.ThrowIfNull(course);
        return course.ToUpperInvariant() switch
        {
            "MINUMAN" or "DRINKS" => "glass",
            "PENUTUP" or "DESSERTS" => "dessert",
            "PEMBUKA" or "STARTERS" => "bowl",
            "PENDAMPING" or "SIDES" => "side",
            "MAIN" or "HIDANGAN UTAMA" or "MAINS" => "steak",
            _ => "cloche",
        };
    }
}
