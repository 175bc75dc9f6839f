namespace PosAspire.Workers.Backups;

/// <summary>A backup or a restore cannot go on; the message is a sentence for the operator, without secrets.</summary>
public class BackupException : Exception
{
    public BackupException(string message)
        : base(message)
    {
    }

    public BackupException(string message, Exception cause)
        : base(message, cause)
    {
    }
}

/// <summary>A store does not take or give what it should.</summary>
public sealed class StoreException : BackupException
{
    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException(string message, Exception cause)
        : base(message, cause)
    {
    }
}

/// <summary>What a store keeps is not what was put there.</summary>
public sealed class DamageException(string message) : BackupException(message);

/// <summary>What a store keeps is encrypted with a key that is not here. It may be whole.</summary>
public sealed class KeyException(string message) : BackupException(message);
