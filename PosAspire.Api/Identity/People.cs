using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

/// <summary>Somebody who may sign in, with what proves it.</summary>
internal sealed record Person(Guid Id, string Username, string Name, string PasswordHash, string? PinHash, IReadOnlyList<RoleGrant> Grants);

/// <summary>Reads people for signing in; those who were switched off are not there.</summary>
internal sealed class People(NpgsqlDataSource database)
{
    private const string ByName =
        """
        SELECT u.id, u.username, u.name, u.password_hash, u.pin_hash, array_agg(r.role || '@' || r.location_code) FILTER (WHERE r.role IS NOT NULL)
        FROM users u LEFT JOIN user_roles r ON r.user_id = u.id WHERE u.is_active AND u.username = $1 GROUP BY u.id
        """;

    private const string ById =
        """
        SELECT u.id, u.username, u.name, u.password_hash, u.pin_hash, array_agg(r.role || '@' || r.location_code) FILTER (WHERE r.role IS NOT NULL)
        FROM users u LEFT JOIN user_roles r ON r.user_id = u.id WHERE u.is_active AND u.id = $1 GROUP BY u.id
        """;

    private const string ShopOfRegister = "SELECT l.code FROM registers r JOIN locations l ON l.id = r.location_id WHERE r.id = $1 AND r.is_active";

    public async Task<Person?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await FindAsync(connection, id, cancellation);
    }

    public async Task<Person?> FindAsync(string username, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ByName);
        command.Parameters.Add(SqlValue.Of(username));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ReadAsync(reader, cancellation);
    }

    /// <summary>On a connection that the caller holds already.</summary>
    public static async Task<Person?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ById, connection) { Parameters = { SqlValue.Of(id) } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ReadAsync(reader, cancellation);
    }

    /// <summary>The person and the code of the shop that the register stands in; each null when it is not there or not in use.</summary>
    public async Task<(Person? Person, string? ShopCode)> FindAtAsync(Guid id, Guid registerId, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(ShopOfRegister) { Parameters = { SqlValue.Of(registerId) } });
        batch.BatchCommands.Add(new(ById) { Parameters = { SqlValue.Of(id) } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var shop = await reader.ReadAsync(cancellation) ? reader.GetString(0) : null;
        await reader.NextResultAsync(cancellation);
        return (await ReadAsync(reader, cancellation), shop);
    }

    private static async Task<Person?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        if (!await reader.ReadAsync(cancellation))
            return null;
        List<RoleGrant> grants = [];
        foreach (var text in await reader.IsDBNullAsync(5, cancellation) ? [] : await reader.GetFieldValueAsync<string[]>(5, cancellation))
        {
            if (RoleGrant.TryParse(text, out var grant))
                grants.Add(grant);
        }

        var pin = await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4);
        return new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), pin, grants);
    }
}
