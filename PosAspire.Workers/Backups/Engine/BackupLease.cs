using Npgsql;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>
/// The right to make a backup, of one among all who ask the same database. It is the database's own lock on a connection that is held
/// for as long: when its holder dies, the lock is gone with the connection.
/// </summary>
internal sealed class BackupLease : IAsyncDisposable
{
    /// <summary>"posback" in ASCII; nothing else in the product locks this number.</summary>
    private const long LockNumber = 0x706F736261636B;

    private const string Release = "SELECT pg_advisory_unlock_all()";

    private const string Take = "SELECT pg_try_advisory_lock($1)";

    private BackupLease(NpgsqlConnection connection) => Connection = connection;

    /// <summary>For what its holder asks the database.</summary>
    public NpgsqlConnection Connection { get; }

    /// <param name="lockNumber">Of another right than to make a copy.</param>
    /// <returns>Null when another has it.</returns>
    public static async Task<BackupLease?> TryTakeAsync(string database, CancellationToken cancellation, long lockNumber = LockNumber)
    {
        // Of its own: a pooled connection would be handed on with the lock.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false, MaxAutoPrepare = 0, KeepAlive = 30 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(Take, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = lockNumber } } };
            if (await command.ExecuteScalarAsync(cancellation) is true)
                return new(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Says so before it goes: the server notices a closed connection a moment later, and the next one would be refused.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var command = new NpgsqlCommand(Release, Connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception end) when (end is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            // The connection is gone, and the lock with it.
        }

        await Connection.DisposeAsync();
    }
}
