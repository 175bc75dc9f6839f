using Npgsql;

namespace PosAspire.Domain.Database;

/// <summary>
/// The right to migrate: an advisory lock on a connection of its own, so that it outlives every transaction of the
/// migration and ends with the process, however that ends.
/// </summary>
internal sealed class MigrationLock : IAsyncDisposable
{
    /// <summary>"posmigr" in ASCII; nothing else in the product locks this number.</summary>
    private const long Number = 0x706F736D696772;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlConnection connection;

    private MigrationLock(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<MigrationLock> TakeAsync(
        string connectionString, MigrationLimits limits, TimeProvider clock, CancellationToken cancellation)
    {
        var connection = await DatabaseDoor.OpenAsync(connectionString, limits.DatabaseWait, clock, cancellation);
        try
        {
            var started = clock.GetTimestamp();
            while (!await TryAsync(connection, cancellation))
            {
                if (clock.GetElapsedTime(started) >= limits.TurnWait)
                    throw new MigrationException($"Another migration has been running for more than {limits.TurnWait.TotalSeconds:0} s. Nothing was changed: wait until it has ended, then run this again.");
                await Task.Delay(Pause, clock, cancellation);
            }

            return new(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static async Task<bool> TryAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = Number } } };
        return await command.ExecuteScalarAsync(cancellation) is true;
    }
}
