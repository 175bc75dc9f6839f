using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Identity;

namespace PosAspire.Workers.Identity;

/// <summary>What <c>posctl user</c> does. Running API instances notice within seconds; nobody is the actor in the journal.</summary>
internal sealed class UserDesk(NpgsqlDataSource database, TimeProvider clock)
{
    private const int MaxListed = 10_000;

    private const string List =
        """
        SELECT concat_ws('  ', u.username, CASE WHEN u.is_active THEN 'active' ELSE 'off' END, CASE WHEN u.pin_hash IS NULL THEN 'no PIN' ELSE 'PIN' END,
                         string_agg(r.role || '@' || r.location_code, ' ' ORDER BY r.location_code, r.role))
        FROM users u LEFT JOIN user_roles r ON r.user_id = u.id GROUP BY u.id ORDER BY u.username LIMIT $1
        """;

    public async Task<int> AddAsync(string username, string? displayName, string[] roles, NewSecrets secrets, CancellationToken cancellation)
    {
        if (SignInRules.Username(username) is not { } user || SignInRules.Name(displayName ?? username) is not { } name)
            return await RefuseAsync(IdentityErrors.InvalidUser);
        List<RoleGrant> grants = [];
        foreach (var role in roles)
        {
            if (!RoleGrant.TryParse(role, out var grant))
                return await RefuseAsync(IdentityErrors.InvalidRole(role.Split('@')[0]));
            grants.Add(grant);
        }

        if ((SignInRules.CheckPassword(secrets.Password, user) ?? (secrets.Pin is { } pin ? SignInRules.CheckPin(pin) : null)) is { } weak)
            return await RefuseAsync(weak);
        var id = Guid.CreateVersion7();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(PersonStatements.Add(id, user, name, Passwords.Hash(secrets.Password), secrets.Pin is null ? null : Passwords.Hash(secrets.Pin), now));
        foreach (var command in PersonStatements.SetRoles(id, [.. grants.Distinct()]))
            batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(AuditStatements.Entry(now, null, null, "user.created", id, "{}"));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException refusal) when (refusal.ConstraintName is PersonStatements.NameTaken or PersonStatements.UnknownLocation)
        {
            return await RefuseAsync(refusal.ConstraintName == PersonStatements.NameTaken ? IdentityErrors.NameTaken : IdentityErrors.InvalidRole(""));
        }

        await Console.Out.WriteLineAsync($"Added {user} ({id}) as {string.Join(", ", grants.Distinct())}.");
        if (secrets.Shown)
            await Console.Out.WriteLineAsync($"Password {secrets.Password}{(secrets.Pin is null ? "" : $", PIN {secrets.Pin}")}: shown this once.");
        return Posctl.Done;
    }

    public async Task<int> ListAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(List);
        command.Parameters.Add(SqlValue.Of(MaxListed));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            await Console.Out.WriteLineAsync(reader.GetString(0));
        return Posctl.Done;
    }

    public Task<int> DisableAsync(string username, CancellationToken cancellation) =>
        ChangeAsync(username, "user.switched_off", (id, _) => PersonStatements.Disable(id), $"{username} is switched off and signed out everywhere.", cancellation);

    public Task<int> UnlockAsync(string username, CancellationToken cancellation) =>
        ChangeAsync(username, "user.unlocked", PersonStatements.Unlock, $"{username} may try again.", cancellation);

    private async Task<int> ChangeAsync(
        string username, string action, Func<Guid, string, NpgsqlBatchCommand> change, string done, CancellationToken cancellation)
    {
        var user = SignInRules.Username(username) ?? "";
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand(PersonStatements.TakeTurn, connection))
            await turn.ExecuteNonQueryAsync(cancellation);
        await using var find = new NpgsqlCommand("SELECT id FROM users WHERE username = $1 FOR UPDATE", connection) { Parameters = { SqlValue.Of(user) } };
        if (await find.ExecuteScalarAsync(cancellation) is not Guid id)
        {
            await Console.Error.WriteLineAsync($"posctl: there is no user {username}. Nothing was changed: posctl user list shows everybody.");
            return Posctl.Failed;
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(change(id, user));
        batch.BatchCommands.Add(AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, null, null, action, id, "{}"));
        await batch.ExecuteNonQueryAsync(cancellation);
        await using (var check = new NpgsqlCommand(PersonStatements.AnAdministratorIsLeft, connection))
        {
            if (await check.ExecuteScalarAsync(cancellation) is not true && action == "user.switched_off")
                return await RefuseAsync(IdentityErrors.LastAdmin);
        }

        await transaction.CommitAsync(cancellation);
        await Console.Out.WriteLineAsync(done);
        return Posctl.Done;
    }

    private static async Task<int> RefuseAsync(PosError error)
    {
        await Console.Error.WriteLineAsync($"posctl: {error.Title}. {error.Sentence}");
        return Posctl.Failed;
    }
}
