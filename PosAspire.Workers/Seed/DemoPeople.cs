using Npgsql;
using PosAspire.Domain.Identity;
using PosAspire.ServiceDefaults.Identity;

namespace PosAspire.Workers.Seed;

/// <summary>One demo person a role, named like the role, with a password everybody may know.</summary>
internal static class DemoPeople
{
    public const string Password = "pos-demo-2026";

    public static async Task<int> StoreAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        var missing = await MissingAsync(connection, cancellation);
        foreach (var role in missing)
        {
            await using var batch = new NpgsqlBatch(connection);
            var id = Guid.CreateVersion7();
            var name = $"Demo {role}";
            batch.BatchCommands.Add(new("INSERT INTO users (id, username, name, password_hash, is_active, created_at) VALUES ($1, $2, $3, $4, true, $5)")
            {
                Parameters = { new() { Value = id }, new() { Value = role }, new() { Value = name }, new() { Value = Passwords.Hash(Password) }, new() { Value = now } },
            });
            batch.BatchCommands.Add(new("INSERT INTO user_roles (user_id, role) VALUES ($1, $2)")
            {
                Parameters = { new() { Value = id }, new() { Value = role } },
            });
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        return missing.Count;
    }

    private static async Task<List<string>> MissingAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT r.name FROM unnest($1) AS r (name) WHERE NOT EXISTS (SELECT FROM users u WHERE u.username = r.name) ORDER BY r.name", connection)
        {
            Parameters = { new() { Value = Roles.All.ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> missing = [];
        while (await reader.ReadAsync(cancellation))
            missing.Add(reader.GetString(0));
        return missing;
    }
}
