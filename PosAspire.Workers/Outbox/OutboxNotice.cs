namespace PosAspire.Workers.Outbox;

/// <summary>A message on its way to its consumers. It may come twice; its id tells.</summary>
/// <param name="Payload">JSON of ids and amounts.</param>
/// <param name="Attempts">Failed deliveries so far.</param>
public sealed record OutboxNotice(Guid Id, Guid? LocationId, string Topic, string Payload, DateTime CreatedAt, int Attempts);
