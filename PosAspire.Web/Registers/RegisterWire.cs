namespace PosAspire.Web.Registers;

public sealed record RegisterList(IReadOnlyList<RegisterRow> Items);

/// <param name="Printer"><c>host:port</c> of its receipt printer; null when it has none.</param>
/// <param name="Columns">Of the printer's paper.</param>
public sealed record RegisterRow(Guid Id, string Location, string Name, bool IsActive, DateTime CreatedAt, int Version, string? Printer = null, int Columns = 42);

public sealed record NewRegister(string Location, string Name);

public sealed record ChangedRegister(string Name, bool IsActive, int Version, string? Printer, int Columns);

public sealed record DeviceList(IReadOnlyList<DeviceRow> Items);

/// <summary>A browser that is this register.</summary>
public sealed record DeviceRow(Guid Id, string Name, DateTime RegisteredAt, string RegisteredBy, DateTime? UsedAt);
