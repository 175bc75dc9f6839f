using Npgsql;
using NpgsqlTypes;

namespace PosAspire.Domain.Database;

/// <summary>Positional parameters of a statement, typed so that the driver boxes nothing and PostgreSQL guesses nothing.</summary>
public static class SqlValue
{
    public static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    public static NpgsqlParameter<Guid?> Of(Guid? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    public static NpgsqlParameter<DateTime?> Of(DateTime? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public static NpgsqlParameter<string?> OfText(string? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };
}
