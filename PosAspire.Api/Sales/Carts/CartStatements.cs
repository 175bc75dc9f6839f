using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;

namespace PosAspire.Api.Sales.Carts;

/// <summary>
/// The writes of a cart. Each is guarded by making a column that may not be null null: a cart that somebody else was faster at refuses
/// the whole batch it is in, a sale included.
/// </summary>
internal static class CartStatements
{
    private const string Save =
        """
        INSERT INTO carts AS c (location_id, register_id, id, version, next_line, lines, note, actions, changed_line, last_order_id, changed_at, changed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (location_id, register_id) DO UPDATE SET id = $3, version = CASE WHEN c.version = $4 - 1 THEN $4 END, next_line = $5, lines = $6,
          note = $7, actions = $8, changed_line = $9, last_order_id = $10, changed_at = $11, changed_by = $12
        """;

    private const string Empty =
        """
        UPDATE carts SET id = $3, version = CASE WHEN id = $4 AND version = $5 THEN version + 1 END, next_line = 1, lines = '[]', note = '',
          changed_line = NULL, last_order_id = $6, changed_at = $7, changed_by = $8
        WHERE location_id = $1 AND register_id = $2
        """;

    private const string Insert =
        "INSERT INTO parked_carts (location_id, id, register_id, next_line, lines, note, label, parked_at, parked_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    private const string TakeUp =
        """
        WITH taken AS (DELETE FROM parked_carts WHERE location_id = $1 AND id = $3 RETURNING id)
        UPDATE carts SET id = (SELECT id FROM taken) WHERE location_id = $1 AND register_id = $2
        """;

    // Lines that somebody has scanned meanwhile stay: then what comes back is put aside. Who scans at this very moment is refused and reads again.
    private const string BackAgain =
        """
        WITH back AS (
          UPDATE carts SET id = $3, version = version + 1, next_line = $4, lines = $5, note = $6, changed_line = NULL, changed_at = $7, changed_by = $8
          WHERE location_id = $1 AND register_id = $2 AND lines = '[]' RETURNING id)
        INSERT INTO parked_carts (location_id, id, register_id, next_line, lines, note, label, parked_at, parked_by)
        SELECT $1, $3, $2, $4, $5, $6, NULL, $7, $8 WHERE NOT EXISTS (SELECT FROM back)
        """;

    /// <summary>Whether a batch was refused by one of these guards.</summary>
    public static bool IsMoved(PostgresException refusal) =>
        refusal is { SqlState: PostgresErrorCodes.NotNullViolation, TableName: "carts", ColumnName: "version" or "id" };

    /// <summary>Writes a cart whose version is one above the row's.</summary>
    public static NpgsqlBatchCommand Write(Cart cart) => Sql.Command(
        Save, Sql.Of(cart.LocationId), Sql.Of(cart.RegisterId), Sql.Of(cart.Id), Sql.Of(cart.Version), Sql.Of(cart.NextLine), Lines(cart.Lines), Sql.Of(cart.Note),
        Sql.Of(cart.Actions), Sql.Optional(cart.ChangedLine, NpgsqlDbType.Integer), Sql.Optional(cart.LastOrderId, NpgsqlDbType.Uuid), Sql.Of(cart.ChangedAt), Sql.Of(cart.ChangedBy));

    /// <summary>Empties a cart that is sold, if it is still the one that was read.</summary>
    public static NpgsqlBatchCommand Sold(Cart cart, Sale sale) => Sql.Command(
        Empty, Sql.Of(cart.LocationId), Sql.Of(cart.RegisterId), Sql.Of(Guid.CreateVersion7(sale.At)), Sql.Of(cart.Id), Sql.Of(cart.Version), Sql.Of(sale.Id),
        Sql.Of(sale.At), Sql.Of(sale.Context.ActorId));

    /// <summary>Puts what is in a cart aside.</summary>
    public static NpgsqlBatchCommand Park(Cart cart, string? label, DateTime at, Guid by) => Sql.Command(
        Insert, Sql.Of(cart.LocationId), Sql.Of(cart.Id), Sql.Of(cart.RegisterId), Sql.Of(cart.NextLine), Lines(cart.Lines), Sql.Of(cart.Note),
        Sql.Optional(label, NpgsqlDbType.Text), Sql.Of(at), Sql.Of(by));

    /// <summary>Takes a parked cart away, if it is still there. It must run after the cart's own statement.</summary>
    public static NpgsqlBatchCommand Unpark(Cart cart, Guid parked) => Sql.Command(TakeUp, Sql.Of(cart.LocationId), Sql.Of(cart.RegisterId), Sql.Of(parked));

    /// <summary>Puts the lines of a checkout that was given up back into its register's cart, or aside if that has others by now. It is another cart: the old one was a sale.</summary>
    public static NpgsqlBatchCommand PutBack(Order order, Guid register, string lines, DateTime at, Guid by) => Sql.Command(
        BackAgain, Sql.Of(order.LocationId), Sql.Of(register), Sql.Of(Guid.CreateVersion7(at)), Sql.Of(CartLinesJson.Read(lines).Max(line => line.No) + 1),
        Sql.Optional(lines, NpgsqlDbType.Jsonb), Sql.Of(order.Note ?? ""), Sql.Of(at), Sql.Of(by));

    private static NpgsqlParameter<string> Lines(IReadOnlyList<CartLine> lines) => Sql.Optional(CartLinesJson.Of(lines), NpgsqlDbType.Jsonb);
}
