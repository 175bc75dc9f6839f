using Npgsql;
using NpgsqlTypes;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity.Users;

/// <summary>Reads people as administrators see them.</summary>
internal sealed class UserReader(NpgsqlDataSource database, TimeProvider clock)
{
    // The keys of the counts are those of SignInSubject.
    private const string Columns =
        """
        SELECT u.id, u.username, u.name, u.is_active, u.pin_hash IS NOT NULL, u.created_at, u.version,
               ARRAY(SELECT r.role || '@' || r.location_code FROM user_roles r WHERE r.user_id = u.id ORDER BY r.location_code, r.role),
               (SELECT max(a.locked_until) FROM sign_in_attempts a
                WHERE a.locked_until > $1 AND a.subject IN ('pin:' || u.id, 'name:' || left(encode(sha256(convert_to(u.username, 'UTF8')), 'hex'), 32)))
        FROM users u
        """;

    private const string One = $"{Columns} WHERE u.id = $2";

    private const string OneToChange = $"{Columns} WHERE u.id = $2 FOR UPDATE OF u";

    private const string Page =
        $"""
        {Columns}
        WHERE u.username > $2 AND ($3 IS NULL OR (EXISTS (SELECT FROM user_roles r WHERE r.user_id = u.id)
          AND NOT EXISTS (SELECT FROM user_roles r WHERE r.user_id = u.id AND r.location_code <> ALL ($3))))
        ORDER BY u.username LIMIT $4
        """;

    public async Task<UserBody?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(One);
        Add(command, id);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? await ReadAsync(reader, cancellation) : null;
    }

    /// <summary>Locks the person's row until the transaction ends.</summary>
    public async Task<UserBody?> FindToChangeAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OneToChange, connection);
        Add(command, id);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? await ReadAsync(reader, cancellation) : null;
    }

    /// <param name="after">The user name to go on after; empty for the first page.</param>
    /// <param name="shops">Only people all of whose roles are at these; null for everybody.</param>
    public async Task<List<UserBody>> PageAsync(string after, IReadOnlyList<string>? shops, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Page);
        command.Parameters.Add(SqlValue.Of(clock.GetUtcNow().UtcDateTime));
        command.Parameters.Add(SqlValue.Of(after));
        command.Parameters.Add(new NpgsqlParameter<string[]?> { TypedValue = shops?.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(SqlValue.Of(limit));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<UserBody> page = [];
        while (await reader.ReadAsync(cancellation))
            page.Add(await ReadAsync(reader, cancellation));
        return page;
    }

    private void Add(NpgsqlCommand command, Guid id)
    {
        command.Parameters.Add(SqlValue.Of(clock.GetUtcNow().UtcDateTime));
        command.Parameters.Add(SqlValue.Of(id));
    }

    private static async Task<UserBody> ReadAsync(NpgsqlDataReader row, CancellationToken cancellation)
    {
        var roles = (await row.GetFieldValueAsync<string[]>(7, cancellation)).Select(text => RoleGrant.TryParse(text, out var grant) ? grant : default).Where(grant => grant != default);
        DateTime? locked = await row.IsDBNullAsync(8, cancellation) ? null : row.GetDateTime(8);
        return new(
            row.GetGuid(0), row.GetString(1), row.GetString(2), [.. roles.Select(grant => new RoleAt(grant.Role, grant.Location))],
            row.GetBoolean(3), row.GetBoolean(4), locked, row.GetDateTime(5), row.GetInt32(6));
    }
}
