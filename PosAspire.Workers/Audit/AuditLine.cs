using Npgsql;

namespace PosAspire.Workers.Audit;

/// <summary>A line of the journal as it is sealed.</summary>
/// <param name="Data">The text of the stored jsonb; PostgreSQL writes equal values equally.</param>
internal readonly record struct AuditLine(
    ulong TransactionId, Guid Id, DateTime At, Guid? LocationId, Guid? ActorId, string Action, Guid SubjectId, string Data)
{
    /// <summary>Reads lines in the order in which they are sealed; a condition may stand between.</summary>
    public const string Select = "SELECT transaction_id, id, at, location_id, actor_id, action, subject_id, data::text FROM audit_entries";

    public const string Order = "ORDER BY transaction_id, id";

    public static AuditLine Read(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<ulong>(0), reader.GetGuid(1), reader.GetDateTime(2), reader.IsDBNull(3) ? null : reader.GetGuid(3),
        reader.IsDBNull(4) ? null : reader.GetGuid(4), reader.GetString(5), reader.GetGuid(6), reader.GetString(7));
}
