using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales.Carts;

namespace PosAspire.Api.Sales.Carts;

/// <summary>What one round trip reads.</summary>
/// <param name="ParkedCount">How many carts of the shop are put aside.</param>
/// <param name="Parked">The one that was asked for, if it is still there.</param>
internal readonly record struct ReadCart(Cart Cart, int ParkedCount, ParkedCart? Parked);

/// <summary>The rows of carts.</summary>
internal sealed class CartStore(NpgsqlDataSource database)
{
    private const string One =
        "SELECT id, version, next_line, lines, note, actions, changed_line, last_order_id FROM carts WHERE location_id = $1 AND register_id = $2";

    private const string Count = "SELECT count(*)::int FROM parked_carts WHERE location_id = $1";

    private const string ParkedColumns = "p.id, p.register_id, p.next_line, p.lines, p.note, p.label, p.parked_at, p.parked_by";

    private const string OneParked = $"SELECT {ParkedColumns} FROM parked_carts p WHERE p.location_id = $1 AND p.id = $2";

    private const string AllParked =
        $"""
        SELECT {ParkedColumns}, u.name, r.name FROM parked_carts p JOIN users u ON u.id = p.parked_by JOIN registers r ON r.id = p.register_id
        WHERE p.location_id = $1 ORDER BY p.parked_at, p.id LIMIT $2
        """;

    private const string Discard = "DELETE FROM parked_carts WHERE location_id = $1 AND id = $2";

    /// <param name="parked">A parked cart that is wanted too.</param>
    public async Task<ReadCart> ReadAsync(Guid location, Guid register, Guid? parked, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Sql.Command(One, Sql.Of(location), Sql.Of(register)));
        batch.BatchCommands.Add(Sql.Command(Count, Sql.Of(location)));
        if (parked is { } wanted)
            batch.BatchCommands.Add(Sql.Command(OneParked, Sql.Of(location), Sql.Of(wanted)));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var cart = await reader.ReadAsync(cancellation) ? Stored(reader, location, register) : Cart.First(location, register);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var count = reader.GetInt32(0);
        return new(cart, count, await reader.NextResultAsync(cancellation) && await reader.ReadAsync(cancellation) ? Parked(reader, location) : null);
    }

    /// <summary>Writes a cart and what belongs to its change, whole.</summary>
    /// <returns>False when somebody else was faster; then nothing is written.</returns>
    public async Task<bool> TryWriteAsync(Cart cart, IEnumerable<NpgsqlBatchCommand> besides)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(CartStatements.Write(cart));
        foreach (var statement in besides)
            batch.BatchCommands.Add(statement);
        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return true;
        }
        catch (PostgresException moved) when (CartStatements.IsMoved(moved))
        {
            return false;
        }
    }

    /// <summary>The parked carts of a shop with the names of who parked them and where, the oldest first.</summary>
    public async Task<IReadOnlyList<(ParkedCart Cart, string By, string Register)>> ParkedAsync(Guid location, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(AllParked);
        command.Parameters.Add(Sql.Of(location));
        command.Parameters.Add(Sql.Of(ParkedCart.MaxParked));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(ParkedCart, string, string)> carts = [];
        while (await reader.ReadAsync(cancellation))
            carts.Add((Parked(reader, location), reader.GetString(8), reader.GetString(9)));
        return carts;
    }

    /// <summary>Throws a parked cart away.</summary>
    /// <param name="journal">Written only if it was there.</param>
    /// <returns>Whether it was.</returns>
    public async Task<bool> DiscardAsync(Guid location, Guid parked, NpgsqlBatchCommand journal)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var delete = new NpgsqlCommand(Discard, connection) { Parameters = { Sql.Of(location), Sql.Of(parked) } };
        if (await delete.ExecuteNonQueryAsync() == 0)
            return false;
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { journal } };
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return true;
    }

    private static Cart Stored(NpgsqlDataReader row, Guid location, Guid register) => Cart.Stored(
        location, register, row.GetGuid(0), row.GetInt64(1), row.GetInt32(2), CartLinesJson.Read(row.GetString(3)), row.GetString(4), row.GetFieldValue<string[]>(5),
        row.IsDBNull(6) ? null : row.GetInt32(6), row.IsDBNull(7) ? null : row.GetGuid(7));

    private static ParkedCart Parked(NpgsqlDataReader row, Guid location) => ParkedCart.Stored(
        location, row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), CartLinesJson.Read(row.GetString(3)), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5),
        row.GetDateTime(6), row.GetGuid(7));
}
