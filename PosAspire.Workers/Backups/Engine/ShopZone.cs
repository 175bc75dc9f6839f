using Npgsql;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>Whose night it is: the time zone that an operator names, else the first shop's, else UTC until there is one.</summary>
public sealed class ShopZone(string database, TimeZoneInfo? given)
{
    private const string Find = "SELECT time_zone FROM locations ORDER BY id LIMIT 1";

    private TimeZoneInfo known = given ?? TimeZoneInfo.Utc;

    /// <summary>Asks the database; while it does not answer, what it said last holds.</summary>
    public async Task<TimeZoneInfo> AskAsync(CancellationToken cancellation)
    {
        if (given is not null)
            return given;
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false, Timeout = 5 }.ConnectionString);
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(Find, connection);
            if (await command.ExecuteScalarAsync(cancellation) is string name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
                known = zone;
        }
        catch (Exception absence) when (absence is NpgsqlException or TimeoutException)
        {
            // A schedule goes on without its database; that it is away is said by whoever needs it.
        }

        return known;
    }
}
