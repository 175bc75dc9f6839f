namespace PosAspire.Domain.Database;

/// <summary>How long a migration waits for what.</summary>
/// <param name="DatabaseWait">For a database that is just starting.</param>
/// <param name="TurnWait">For another migrator to finish.</param>
/// <param name="LockTimeout">For a table that running sales hold.</param>
/// <param name="StatementTimeout">For one statement.</param>
public sealed record MigrationLimits(TimeSpan DatabaseWait, TimeSpan TurnWait, TimeSpan LockTimeout, TimeSpan StatementTimeout)
{
    public static readonly MigrationLimits Default = new(
        TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10));
}

/// <summary>A migration could not be done; the message is a sentence for the operator.</summary>
public sealed class MigrationException(string message, Exception? cause = null) : Exception(message, cause);
