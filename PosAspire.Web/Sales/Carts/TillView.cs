using PosAspire.Web.Frame;

namespace PosAspire.Web.Sales.Carts;

/// <summary>What stands beside the cart.</summary>
/// <param name="Step">One word, for style sheets and scripts.</param>
/// <param name="Path">Where it is found again after a reload.</param>
/// <param name="Component">Draws it; takes <paramref name="Model"/> and the cart.</param>
public sealed record Panel(string Step, string Path, Type Component, object Model);

/// <summary>One state of the till: the page shows nothing that is not in it.</summary>
public sealed record TillView
{
    public required Cart Cart { get; init; }

    public required Place Place { get; init; }

    /// <summary>Null leaves what is there.</summary>
    public Panel? Panel { get; init; }

    public Trouble? Trouble { get; init; }

    /// <summary>A scan that did not take.</summary>
    public Miss? Miss { get; init; }

    /// <summary>Shown in the place of the lines, while the cart is empty.</summary>
    public string? Receipt { get; init; }

    /// <summary>The line that the handles act on at first.</summary>
    public CartItem? Selected => Cart.Lines.FirstOrDefault(line => line.LineNo == Cart.ChangedLine) ?? (Cart.Lines is [.., var last] ? last : null);
}

/// <summary>What was scanned and is not known: it can be looked up, and by some people added to the catalogue.</summary>
public sealed record Miss(string Code, Trouble Trouble, bool MayAdd);
