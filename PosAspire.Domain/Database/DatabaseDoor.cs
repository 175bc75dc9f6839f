using System.Net.Sockets;
using Npgsql;

namespace PosAspire.Domain.Database;

/// <summary>Opens a connection of one's own, and waits a bounded time for a server that is only starting.</summary>
public static class DatabaseDoor
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(3);

    /// <summary>Opens an unpooled connection.</summary>
    /// <exception cref="MigrationException">The server did not answer in time, or it refuses this user or database.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, TimeSpan wait, TimeProvider clock, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = "posctl",
            Timeout = (int)Attempt.TotalSeconds,
        };
        var started = clock.GetTimestamp();
        while (true)
        {
            var connection = new NpgsqlConnection(settings.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellation);
                return connection;
            }
            catch (PostgresException refusal) when (refusal.SqlState != PostgresErrorCodes.CannotConnectNow)
            {
                await connection.DisposeAsync();
                throw new MigrationException($"The database at {settings.Host}:{settings.Port} refuses the connection: {refusal.MessageText}. Nothing was changed: check the user, the password and the database's name.", refusal);
            }
            catch (Exception absence) when (absence is NpgsqlException or SocketException or TimeoutException)
            {
                await connection.DisposeAsync();
                if (clock.GetElapsedTime(started) >= wait)
                    throw new MigrationException($"The database at {settings.Host}:{settings.Port} did not answer for {wait.TotalSeconds:0} s ({absence.Message}). Nothing was changed: start it, or correct ConnectionStrings__posdb or DATABASE_URL.", absence);
                await Task.Delay(Pause, clock, cancellation);
            }
        }
    }
}
