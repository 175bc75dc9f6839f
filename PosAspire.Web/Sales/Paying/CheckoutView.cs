using PosAspire.Web.Frame;

namespace PosAspire.Web.Sales.Paying;

/// <summary>What can be taken at this register now.</summary>
/// <param name="Cards">The shop has a card service.</param>
/// <param name="Reader">The register's card reader; null when it has none.</param>
/// <param name="Codes">The shop has a service for QRIS codes.</param>
public sealed record Ways(bool Cards, string? Reader, bool CardsSilent, bool Codes, bool CodesSilent)
{
    public bool MayCard => Cards && Reader is not null;
}

/// <summary>One state of the payment dialog: nothing is shown that is not in it.</summary>
public sealed record CheckoutView
{
    public required Checkout Checkout { get; init; }

    public required Ways Ways { get; init; }

    /// <summary>Where its actions are posted to.</summary>
    public required string Address { get; init; }

    /// <summary>Tips are asked for.</summary>
    public bool Tips { get; init; }

    /// <summary><c>code</c> while the code of a gift card is asked for.</summary>
    public string Ask { get; init; } = "";

    /// <summary>Into how many equal parts the rest is split; 1 for not at all.</summary>
    public int Parts { get; init; } = 1;

    public Trouble? Trouble { get; init; }

    /// <summary>A manager must approve what was asked last; null when nobody must.</summary>
    public AskedTender? Approving { get; init; }

    public string? ApprovalTrouble { get; init; }

    /// <summary>What the next tender is for unless another amount is typed.</summary>
    public long ShareMinor => Checkout.RemainingMinor / Parts;

    /// <summary>The same in coins that exist.</summary>
    public long ShareInCashMinor => Parts == 1 ? Checkout.RemainingInCashMinor : ShareMinor;

    /// <summary>Where the code of a gift card is asked for.</summary>
    public string CodePath => (this with { Ask = CheckoutActions.Code }).Path;

    /// <summary>Where an amount and a way are asked for.</summary>
    public string EntryPath => (this with { Ask = "" }).Path;

    /// <summary>Where it is found again after a reload.</summary>
    public string Path => Address + QueryString.Create(
        new[] { ("ask", Ask), ("parts", Parts == 1 ? "" : $"{Parts}") }.Where(part => part.Item2.Length > 0).Select(part => KeyValuePair.Create<string, string?>(part.Item1, part.Item2)));
}

/// <summary>A tender as the form asked for it.</summary>
public sealed record AskedTender(string Way, long? AmountMinor, long TipMinor);
