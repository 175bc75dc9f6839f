namespace PosAspire.Domain.Identity;

/// <summary>How a person proved who they are.</summary>
public enum SignInMethod
{
    Password,
    Pin,
}

/// <summary>One sign-in of one person: what its tokens belong to, and what ends with it.</summary>
public sealed class Session
{
    private Session()
    {
    }

    public Guid Id { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>The register of a sign-in by PIN.</summary>
    public Guid? RegisterId { get; private set; }

    public SignInMethod Method { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime RefreshedAt { get; private set; }

    /// <summary>When it ends however busy it is.</summary>
    public DateTime ExpiresAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    /// <summary>
    /// The transaction that revoked it. Who polls for revocations asks by this, because times do not tell in which order
    /// transactions commit.
    /// </summary>
    public ulong? RevokedIn { get; private set; }
}

/// <summary>A refresh token: it is used once, and seeing it again ends its session.</summary>
public sealed class RefreshToken
{
    private RefreshToken()
    {
    }

    /// <summary>SHA-256 of the token, which is random: nothing slower is needed.</summary>
    public byte[] Hash { get; private set; } = [];

    public Guid SessionId { get; private set; }

    public DateTime IssuedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? UsedAt { get; private set; }
}

/// <summary>The count of failed sign-ins of one subject: a person, a user name, a register or an address.</summary>
public sealed class SignInAttempts
{
    private SignInAttempts()
    {
    }

    /// <summary>What is counted: its kind and a hash, so that the table names nobody.</summary>
    public string Subject { get; private set; } = "";

    public int Failures { get; private set; }

    public DateTime CountedFrom { get; private set; }

    public DateTime? LockedUntil { get; private set; }
}
