using System.Text.Json.Serialization;

namespace PosAspire.Web.Registers;

public sealed record RegisterList(IReadOnlyList<RegisterRow> Items);

/// <param name="Printer"><c>host:port</c> of its receipt printer; null when it has none.</param>
/// <param name="Columns">Of the printer's paper.</param>
/// <param name="CardReader">The card reader that stands at it, as the card service names it; null when it has none.</param>
public sealed record RegisterRow(Guid Id, string Location, string Name, bool IsActive, DateTime CreatedAt, int Version, string? Printer = null, int? Columns = null,
    string? CardReader = null);

public sealed record NewRegister(string Location, string Name);

public sealed record ChangedRegister(
    string Name, bool IsActive, int Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Printer, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Columns,
    string? CardReader);

public sealed record PrintJobList(IReadOnlyList<PrintJobRow> Items);

/// <summary>A receipt on its way to the printer.</summary>
public sealed record PrintJobRow(string OrderNumber, string Status, int Attempts, string? Error, DateTime CreatedAt);

public sealed record NewestOrders(IReadOnlyList<NewestOrder> Items);

public sealed record NewestOrder(Guid Id);

public sealed record TestPrint(Guid RegisterId, bool Copy);

public sealed record QueuedPrint(Guid JobId);

public sealed record DeviceList(IReadOnlyList<DeviceRow> Items);

/// <summary>A browser that is this register.</summary>
public sealed record DeviceRow(Guid Id, string Name, DateTime RegisteredAt, string RegisteredBy, DateTime? UsedAt);
