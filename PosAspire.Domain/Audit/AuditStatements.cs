using Npgsql;
using NpgsqlTypes;

namespace PosAspire.Domain.Audit;

/// <summary>How a line gets into the journal, in the transaction that it describes.</summary>
public static class AuditStatements
{
    private const string Insert = "INSERT INTO audit_entries (id, at, location_id, actor_id, action, subject_id, data) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    /// <summary>One line, to be added to the batch that makes it true.</summary>
    /// <param name="at">UTC.</param>
    /// <param name="action"><c>room.verb_past</c>.</param>
    /// <param name="json">Ids and amounts, never personal data.</param>
    public static NpgsqlBatchCommand Entry(DateTime at, Guid? locationId, Guid? actorId, string action, Guid subjectId, string json) => new(Insert)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(at) },
            new NpgsqlParameter<DateTime> { TypedValue = at },
            new NpgsqlParameter<Guid?> { TypedValue = locationId, NpgsqlDbType = NpgsqlDbType.Uuid },
            new NpgsqlParameter<Guid?> { TypedValue = actorId, NpgsqlDbType = NpgsqlDbType.Uuid },
            new NpgsqlParameter<string> { TypedValue = action },
            new NpgsqlParameter<Guid> { TypedValue = subjectId },
            new NpgsqlParameter<string> { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Jsonb },
        },
    };
}
