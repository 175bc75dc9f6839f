using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Registers;

/// <summary>The rows behind the routes.</summary>
internal sealed class RegisterStore(NpgsqlDataSource database, TimeProvider clock)
{
    private const string One =
        "SELECT r.id, l.code, r.name, r.is_active, r.created_at, r.version, l.id, r.printer, r.columns, r.card_reader FROM registers r JOIN locations l ON l.id = r.location_id WHERE r.id = $1";

    public async Task<(RegisterBody Register, Guid LocationId)?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(SqlValue.Of(id));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? (new RegisterBody(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetDateTime(4), row.GetInt32(5), row.GetValue(7) as string, row.GetInt16(8),
                row.GetValue(9) as string), row.GetGuid(6))
            : null;
    }

    /// <summary>Runs one statement and journals it, if it changed a row.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> WriteAsync(NpgsqlCommand statement, Guid? locationId, Guid actor, string action, Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        statement.Connection = connection;
        if (await statement.ExecuteNonQueryAsync(cancellation) == 0)
            return false;
        await using var journal = new NpgsqlBatch(connection);
        journal.BatchCommands.Add(AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, locationId, actor, action, id, "{}"));
        await journal.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
