namespace PosAspire.Domain.Registers;

/// <summary>A browser that a manager has made a register: people sign in at it with a PIN until it is revoked.</summary>
public sealed class RegisterDevice
{
    public const int MaxNameLength = 60;

    /// <summary>More browsers than this at one register are a mistake, or somebody collecting tokens.</summary>
    public const int MaxAtRegister = 20;

    private RegisterDevice()
    {
    }

    public Guid Id { get; private set; }

    public Guid RegisterId { get; private set; }

    /// <summary>What a manager recognises it by.</summary>
    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the token, which is random: nothing slower is needed.</summary>
    public byte[] TokenHash { get; private set; } = [];

    public Guid RegisteredBy { get; private set; }

    public DateTime RegisteredAt { get; private set; }

    /// <summary>When its PIN pad was last shown or used.</summary>
    public DateTime? UsedAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }
}
