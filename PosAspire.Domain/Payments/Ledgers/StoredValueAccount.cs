namespace PosAspire.Domain.Payments.Ledgers;

/// <summary>Where the money of an account came from; a tender of that type spends it.</summary>
public enum StoredValueKind
{
    /// <summary>Bought, often for somebody else.</summary>
    GiftCard,

    /// <summary>Owed to a customer who brought something back.</summary>
    StoreCredit,
}

/// <summary>
/// Money that a customer has with the shops: a gift card or store credit. It can be spent in every shop of its currency. Whoever knows the
/// code has the money, so the code itself is stored nowhere. Its entries add up to the balance.
/// </summary>
public sealed class StoredValueAccount
{
    private StoredValueAccount()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The shop that issued it.</summary>
    public Guid LocationId { get; private set; }

    public StoredValueKind Kind { get; private set; }

    /// <summary>SHA-256 of the code.</summary>
    public byte[] CodeHash { get; private set; } = [];

    /// <summary>The end of the code, to tell cards apart on a receipt.</summary>
    public string Last4 { get; private set; } = "";

    public string Currency { get; private set; } = "";

    /// <summary>In minor units; the database lets nobody take more than there is.</summary>
    public long BalanceMinor { get; private set; }

    public DateTime IssuedAt { get; private set; }

    public Guid IssuedBy { get; private set; }
}

/// <summary>Why the balance of an account changed.</summary>
public enum StoredValueMove
{
    Issue,
    TopUp,

    /// <summary>It paid for something.</summary>
    Redeem,

    /// <summary>What it was to pay for was given up.</summary>
    Reverse,

    /// <summary>What was bought came back.</summary>
    Refund,
}

/// <summary>One change of a balance. Entries are only ever added.</summary>
public sealed class StoredValueEntry
{
    private StoredValueEntry()
    {
    }

    public Guid Id { get; private set; }

    public Guid AccountId { get; private set; }

    /// <summary>Where it happened.</summary>
    public Guid LocationId { get; private set; }

    public StoredValueMove Move { get; private set; }

    /// <summary>Negative when it was spent, never 0.</summary>
    public long AmountMinor { get; private set; }

    /// <summary>What was there afterwards.</summary>
    public long BalanceMinor { get; private set; }

    public Guid? OrderId { get; private set; }

    /// <summary>What it was done for: the payment, the payout of a refund, or the entry itself. Nothing is done twice for the same.</summary>
    public Guid ReferenceId { get; private set; }

    public Guid ActorId { get; private set; }

    public DateTime At { get; private set; }
}
