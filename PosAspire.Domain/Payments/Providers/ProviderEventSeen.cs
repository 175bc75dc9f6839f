namespace PosAspire.Domain.Payments.Providers;

/// <summary>An event as it came in and proved to be the provider's.</summary>
/// <param name="ObjectRef">The provider's name of the payment or refund; null when the event is about neither.</param>
/// <param name="Payload">JSON of ids, states and amounts, never of a person.</param>
public sealed record ProviderEventSeen(string Provider, string EventId, string Type, string? ObjectRef, string Payload);
