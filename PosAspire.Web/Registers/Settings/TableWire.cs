namespace PosAspire.Web.Registers.Settings;

public sealed record RoomTables(IReadOnlyList<RoomTable> Items);

/// <summary>A table on the plan; a long one covers the cell to its right too.</summary>
public sealed record RoomTable(Guid Id, string Name, string Area, int Seats, string Shape, int X, int Y, int Version, string State)
{
    public bool IsLong => Shape == "long";
}

public sealed record TableRequest(string Name, string Area, int Seats, string Shape, int X, int Y, int? Version);

public sealed record KitchenBoard(IReadOnlyList<KitchenStation> Stations);

public sealed record KitchenStation(string Code, string Name, int WarnMinutes, int LateMinutes);
