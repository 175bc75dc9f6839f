using Npgsql;
using NpgsqlTypes;

namespace PosAspire.Domain.Outbox;

/// <summary>How a message gets into the transaction of what it tells about.</summary>
public static class OutboxStatements
{
    private const string Insert = "INSERT INTO outbox_messages (id, location_id, topic, payload, created_at) VALUES ($1, $2, $3, $4, $5)";

    /// <summary>One message, to be added to the batch that makes it true.</summary>
    /// <param name="at">UTC.</param>
    /// <param name="topic"><c>room.verb_past</c>.</param>
    /// <param name="json">Ids and amounts, never personal data.</param>
    public static NpgsqlBatchCommand Message(DateTime at, Guid? locationId, string topic, string json) => new(Insert)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(at) },
            new NpgsqlParameter<Guid?> { TypedValue = locationId, NpgsqlDbType = NpgsqlDbType.Uuid },
            new NpgsqlParameter<string> { TypedValue = topic },
            new NpgsqlParameter<string> { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Jsonb },
            new NpgsqlParameter<DateTime> { TypedValue = at },
        },
    };
}
