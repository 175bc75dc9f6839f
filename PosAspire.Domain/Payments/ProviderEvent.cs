namespace PosAspire.Domain.Payments;

/// <summary>
/// Something a provider told, once each. Its contents change no payment: they only say which one to look at, so a copy, a late one or a
/// forged one has no effect of its own.
/// </summary>
public sealed class ProviderEvent
{
    private ProviderEvent()
    {
    }

    public string Provider { get; private set; } = "";

    /// <summary>The provider's own name of it.</summary>
    public string EventId { get; private set; } = "";

    /// <summary>The provider's word for what happened; unknown ones are kept too.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The payment that it is about, by the provider's name.</summary>
    public string? ObjectRef { get; private set; }

    /// <summary>JSON of ids, states and amounts, never of a person.</summary>
    public string Payload { get; private set; } = "";

    public DateTime ReceivedAt { get; private set; }

    /// <summary>When the payment was looked at.</summary>
    public DateTime? HandledAt { get; private set; }
}
