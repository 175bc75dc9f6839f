namespace PosAspire.Web.Payments;

// What Api says about the payment services, and what it is asked.

public sealed record Providers(IReadOnlyList<Provider> Items);

/// <param name="Mode"><c>automatic</c>, <c>offline</c> or <c>online</c>: what somebody has decided.</param>
/// <param name="Health"><c>closed</c> while it answers, <c>open</c> while it is left alone, <c>half_open</c> while it is tried out; null when it is not set up.</param>
public sealed record Provider(
    string Name, bool Configured, string Mode, string? Reason, string? SetBy, DateTime? Since, string? Health, DateTime? HealthSince, string? HealthReason)
{
    /// <summary>Somebody has just left it to itself again, and the circuit has not looked since: a second.</summary>
    public bool IsComingBack => Configured && Mode == "automatic" && Health is ("forced_open" or "forced_closed");
}

public sealed record ProviderDecision(string Mode, string Reason);

/// <summary>What was sold without the provider's answer, the oldest first.</summary>
public sealed record WaitingPayments(
    string Location, string Currency, int Count, long TotalMinor, DateTime? OldestAt, long MaxItemMinor, long MaxTotalMinor, int MaxAgeHours, IReadOnlyList<QueuedPayment> Items);

public sealed record QueuedPayment(
    Guid Id, Guid OrderId, string Number, string Provider, string Status, long AmountMinor, string Currency, DateTime AcceptedAt, int Tries, DateTime? NextTryAt, string? ApprovedBy);

public sealed record PaymentCases(IReadOnlyList<PaymentCase> Items, Guid? Next);

/// <summary>A payment that only a manager can settle.</summary>
public sealed record PaymentCase(
    Guid Id, string Location, string Kind, Guid PaymentId, Guid OrderId, string Number, string Type, string Status, long AmountMinor, string Currency, string? Card,
    string? FailureCode, string? Reference, string Suggestion, DateTime OpenedAt, DateTime? ResolvedAt, string? ResolvedBy, string? Note);

public sealed record CaseNote(string Note);

public sealed record PaymentMatches(IReadOnlyList<PaymentMatch> Items);

/// <summary>One comparison of till, payment services and ledger.</summary>
public sealed record PaymentMatch(
    Guid Id, string? AskedBy, DateTime AskedAt, DateTime From, DateTime Until, DateTime? FinishedAt, int Compared, int Settled, IReadOnlyList<MatchFinding> Findings);

public sealed record MatchFinding(
    string Kind, Guid? PaymentId, string? Provider, string? Reference, string? Order, string? Currency, long? TillMinor, long? OtherMinor, string Action);
