using System.Globalization;
using Npgsql;
using PosAspire.Domain.Identity;
using PosAspire.ServiceDefaults.Identity;

namespace PosAspire.Workers.Seed;

/// <summary>One demo person a role, named like the role, with a password and PINs that everybody may know.</summary>
internal static class DemoPeople
{
    public const string Password = "pos-demo-2026";

    /// <summary>The PIN of the first role; the others count on from it.</summary>
    public const int FirstPin = 900_001;

    public static string Pin(string role) => (FirstPin + Roles.All.ToList().IndexOf(role)).ToString(CultureInfo.InvariantCulture);

    public static async Task<int> StoreAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        var missing = await MissingAsync(connection, cancellation);
        foreach (var role in missing)
        {
            var id = Guid.CreateVersion7();
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(PersonStatements.Add(id, role, $"Demo {role}", Passwords.Hash(Password), Passwords.Hash(Pin(role)), now.UtcDateTime));
            foreach (var command in PersonStatements.SetRoles(id, [new(role, RoleGrant.Everywhere)]))
                batch.BatchCommands.Add(command);
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
