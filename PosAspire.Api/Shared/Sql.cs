using Npgsql;
using NpgsqlTypes;

namespace PosAspire.Api.Shared;

/// <summary>Statements with typed positional parameters.</summary>
internal static class Sql
{
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
#pragma warning disable CA2100 // Only constants get here.
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    public static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    public static NpgsqlParameter<T> Optional<T>(T value, NpgsqlDbType type) => new() { TypedValue = value, NpgsqlDbType = type };

    public static NpgsqlParameter<T[]> Each<TItem, T>(IEnumerable<TItem> items, Func<TItem, T> value) => new() { TypedValue = [.. items.Select(value)] };
}
