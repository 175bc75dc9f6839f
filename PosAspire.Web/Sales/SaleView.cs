using PosAspire.Web.Frame;

namespace PosAspire.Web.Sales;

/// <summary>What stands on the right of the till beside the cart.</summary>
public enum SaleStep
{
    Selling,
    Choosing,
    Paying,
    Paid,
}

/// <summary>One state of the till, rendered as a whole: the page shows nothing that is not in it.</summary>
public sealed record SaleView
{
    public required Cart Cart { get; init; }

    /// <summary>Prices of the cart; null when it is empty.</summary>
    public Quote? Quote { get; init; }

    public SaleStep Step { get; init; }

    /// <summary>The item scanned last, read back large.</summary>
    public FoundItem? Last { get; init; }

    /// <summary>The line that changed last.</summary>
    public Guid? Changed { get; init; }

    /// <summary>What a shared barcode may mean.</summary>
    public IReadOnlyList<FoundItem> Choices { get; init; } = [];

    /// <summary>The recorded sale and its shop, while its receipt is shown.</summary>
    public Order? Receipt { get; init; }

    public Shop? Shop { get; init; }

    public Trouble? Trouble { get; init; }

    /// <summary>The sale of this cart's key stands already, with other content: only a new sale can follow.</summary>
    public bool AlreadyRecorded { get; init; }

    /// <summary>Whether a scan did not take: it is heard, not only seen.</summary>
    public bool ScanFailed { get; init; }
}
