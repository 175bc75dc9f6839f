namespace PosAspire.Web.Payments;

// Gift cards and store credit, as Api is asked about them. Codes travel in bodies only.

public sealed record IssueCard(string Location, string Kind, string CardCode, long AmountMinor);

public sealed record TopUpCard(string Location, string CardCode, long AmountMinor);

public sealed record AskBalance(string Location, string CardCode);

/// <summary>An account as staff see it; <paramref name="Last4"/> is the end of its code.</summary>
public sealed record StoredCard(Guid Id, string Kind, string Last4, string Currency, long BalanceMinor);

/// <summary>A code that nobody can guess; nothing is stored of it.</summary>
public sealed record FreshCode(string CardCode);
