using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Identity.Users;

/// <summary>Changes people: one at a time, within the reach of who asks, journalled, and never so that nobody is left to administer.</summary>
internal sealed class UserWriter(NpgsqlDataSource database, UserReader reader, Revocations revocations, TimeProvider clock)
{
    public async Task<PosError?> AddAsync(
        Actor actor, Guid id, string username, string name, string passwordHash, string? pinHash, IReadOnlyList<RoleGrant> grants, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(PersonStatements.Add(id, username, name, passwordHash, pinHash, now));
        foreach (var command in PersonStatements.SetRoles(id, grants))
            batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(AuditStatements.Entry(now, null, actor.UserId, "user.created", id, "{}"));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
            return null;
        }
        catch (PostgresException refusal) when (Explain(refusal) is { } error)
        {
            return error;
        }
    }

    /// <summary>Changes one person, whose row is locked meanwhile.</summary>
    /// <param name="action">For the journal, as <c>user.verb_past</c>.</param>
    /// <param name="version">The version that the change was made for; null when any will do.</param>
    /// <param name="change">The statements for the person as they are now.</param>
    public async Task<PosError?> ChangeAsync(
        Actor actor, Guid id, string action, int? version, Func<UserBody, IEnumerable<NpgsqlBatchCommand>> change, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand(PersonStatements.TakeTurn, connection))
            await turn.ExecuteNonQueryAsync(cancellation);
        if (await reader.FindToChangeAsync(connection, id, cancellation) is not { } user)
            return IdentityErrors.UnknownUser(id);
        if (!UserBody.IsWithinReach(actor, user.Grants()))
            return IdentityErrors.OtherLocation(user.Roles.Count > 0 ? user.Roles[0].Location : "");
        if (version is not null && version != user.Version)
            return SharedErrors.VersionConflict;

        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in change(user))
            batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(AuditStatements.Entry(now, null, actor.UserId, action, id, "{}"));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException refusal) when (Explain(refusal) is { } error)
        {
            return error;
        }

        await using (var check = new NpgsqlCommand(PersonStatements.AnAdministratorIsLeft, connection))
        {
            if (await check.ExecuteScalarAsync(cancellation) is not true)
                return IdentityErrors.LastAdmin;
        }

        await transaction.CommitAsync(cancellation);
        await revocations.TellAsync(cancellation);
        return null;
    }

    private static PosError? Explain(PostgresException refusal) => refusal.ConstraintName switch
    {
        PersonStatements.NameTaken => IdentityErrors.NameTaken,
        PersonStatements.UnknownLocation => IdentityErrors.InvalidRole(""),
        _ => null,
    };
}
