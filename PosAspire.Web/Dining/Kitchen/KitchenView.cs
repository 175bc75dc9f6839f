using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Kitchen;

/// <summary>What a kitchen screen shows: all stations side by side, or one.</summary>
public sealed record KitchenView
{
    public required Place Place { get; init; }
    public required KitchenBoard Board { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Code of the station whose screen it is; null shows all.</summary>
    public string? Station { get; init; }

    /// <summary>The dishes to mark out, while that is asked.</summary>
    public PublicMenu? Menu { get; init; }
    public Trouble? Trouble { get; init; }

    public IEnumerable<Station> Shown => Board.Stations.Where(station => Station is null || station.Code == Station);

    /// <summary>What is to be done here, oldest first.</summary>
    public IReadOnlyList<Ticket> Tickets => [.. Board.Tickets.Where(ticket => Station is null || ticket.Station == Station)];

    /// <summary>What was done here last; null when nothing was.</summary>
    public Ticket? Last => Board.Recent.FirstOrDefault(ticket => Station is null || ticket.Station == Station);

    public string Address => Station is null ? "/kitchen" : "/kitchen" + QueryString.Create("station", Station);
}
