namespace PosAspire.Domain.Payments.Providers.Circuit;

/// <summary>Whether a provider is asked.</summary>
public enum CircuitState
{
    /// <summary>It answers and is asked.</summary>
    Closed,

    /// <summary>It kept silent and is left alone for a moment.</summary>
    Open,

    /// <summary>It is being tried out, with a question that takes no money; nobody else asks it.</summary>
    HalfOpen,

    /// <summary>Somebody has decided that it is not asked for new payments.</summary>
    ForcedOpen,

    /// <summary>Somebody has decided that it is asked, however often it keeps silent.</summary>
    ForcedClosed,
}

/// <summary>What somebody may decide about a provider.</summary>
public enum CircuitOrder
{
    /// <summary>It is asked as it answers.</summary>
    Automatic,

    /// <summary>It is not asked for new payments.</summary>
    StayOpen,

    /// <summary>It is asked.</summary>
    StayClosed,
}

/// <summary>How a provider does, as this process sees it.</summary>
/// <param name="Since">UTC.</param>
/// <param name="Reason">A sentence for the people at the till; null while all is well.</param>
public sealed record ProviderHealth(string Provider, CircuitState State, DateTime Since, string? Reason);

/// <summary>When a provider is left alone, and how it is tried out.</summary>
/// <param name="Silences">So many calls in a row that it did not answer.</param>
/// <param name="Pause">Between two tries.</param>
public sealed record CircuitLimits(int Silences, TimeSpan Pause)
{
    public static readonly CircuitLimits Standard = new(3, TimeSpan.FromSeconds(5));
}

/// <summary>What has been decided about a provider; asked before every call, so it must not be slow.</summary>
public delegate ValueTask<CircuitOrder> CircuitOrders(string provider, CancellationToken cancellation);

/// <summary>What a provider says in public of its own troubles: a sentence; null when it says nothing.</summary>
public delegate Task<string?> CircuitHint(CancellationToken cancellation);
