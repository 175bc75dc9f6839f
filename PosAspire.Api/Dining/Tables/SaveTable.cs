using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Dining.Tables;

/// <summary>Puts tables into the room, moves and changes them, and takes them out.</summary>
internal sealed class SaveTable(NpgsqlDataSource database, CatalogSnapshot catalog, Changes changes, TimeProvider clock)
{
    private const string NameTaken = "ix_dining_tables_location_id_name";

    // One change of a room at a time: whether a long table overlaps another is no matter for an index.
    private const string LockRoom = "SELECT FROM locations WHERE id = $1 FOR NO KEY UPDATE";

    private const string Overlapping =
        """
        SELECT count(*) FROM dining_tables
        WHERE location_id = $1 AND id <> $2 AND removed_at IS NULL AND y = $3 AND x < $4 + $5 AND x + CASE shape WHEN 'long' THEN 2 ELSE 1 END > $4
        """;

    private const string Insert = "INSERT INTO dining_tables (location_id, id, name, area, seats, shape, x, y) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    private const string Update =
        """
        UPDATE dining_tables SET name = $3, area = $4, seats = $5, shape = $6, x = $7, y = $8, version = version + 1
        WHERE location_id = $1 AND id = $2
        """;

    // Waits for whoever is just seating guests here, and is waited for.
    private const string LockTable = "SELECT version FROM dining_tables WHERE location_id = $1 AND id = $2 AND removed_at IS NULL FOR UPDATE";

    private const string Seated = "SELECT count(*) FROM orders WHERE location_id = $1 AND table_id = $2 AND status IN ('open', 'awaiting_payment')";

    private const string TakeOut = "UPDATE dining_tables SET removed_at = $3, version = version + 1 WHERE location_id = $1 AND id = $2";

    public static async Task<Results<Created<TableBody>, PosProblem>> AddAsync(string location, TableRequest request, Actor actor, SaveTable tables)
    {
        var id = Guid.CreateVersion7();
        var (saved, error) = await tables.SaveAsync(location, id, isNew: true, request, actor);
        return saved is null ? error!.AsProblem() : TypedResults.Created($"/api/v1/dining/{location}/tables/{id}", saved);
    }

    public static async Task<Results<Ok<TableBody>, PosProblem>> ChangeAsync(string location, Guid id, TableRequest request, Actor actor, SaveTable tables)
    {
        var (saved, error) = await tables.SaveAsync(location, id, isNew: false, request, actor);
        return saved is null ? error!.AsProblem() : TypedResults.Ok(saved);
    }

    public static async Task<Results<NoContent, PosProblem>> RemoveAsync(string location, Guid id, Actor actor, SaveTable tables) =>
        await tables.RemoveAsync(location, id, actor) is { } error ? error.AsProblem() : TypedResults.NoContent();

    private async Task<(TableBody? Saved, PosError? Error)> SaveAsync(string location, Guid id, bool isNew, TableRequest request, Actor actor)
    {
        if ((await catalog.CurrentAsync(default)).TryShop(location, actor, Policies.Manage, out var shop) is { } refused)
            return (null, refused);
        if (Wrong(request, isNew, out var shape) is { } invalid)
            return (null, invalid);
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AskAsync(connection, LockRoom, Sql.Of(shop.Id));
        if (!isNew && await MovedAsync(connection, shop.Id, id, request.Version!.Value) is { } moved)
            return (null, moved);
        var width = shape == TableShape.Long ? 2 : 1;
        if ((long)(await AskAsync(connection, Overlapping, Sql.Of(shop.Id), Sql.Of(id), Sql.Of(request.Y), Sql.Of(request.X), Sql.Of(width)))! > 0)
            return (null, DiningErrors.PlaceTaken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Sql.Command(
            isNew ? Insert : Update, Sql.Of(shop.Id), Sql.Of(id), Sql.Of(request.Name.Trim()), Sql.Of(request.Area.Trim()), Sql.Of((short)request.Seats),
            Sql.Of(request.Shape), Sql.Of((short)request.X), Sql.Of((short)request.Y)));
        batch.BatchCommands.Add(Entry(shop, actor, isNew ? "table.created" : "table.changed", id, request));
        try
        {
            await batch.ExecuteNonQueryAsync();
        }
        catch (PostgresException taken) when (taken.ConstraintName == NameTaken)
        {
            return (null, DiningErrors.TableNameTaken(request.Name.Trim()));
        }

        await transaction.CommitAsync();
        changes.RoomChanged(shop.Code, id);
        return ((await TableStates.ReadAsync(database, shop, clock.GetUtcNow().UtcDateTime, default)).Find(table => table.Id == id), DiningErrors.UnknownTable(id));
    }

    private async Task<PosError?> RemoveAsync(string location, Guid id, Actor actor)
    {
        if ((await catalog.CurrentAsync(default)).TryShop(location, actor, Policies.Manage, out var shop) is { } refused)
            return refused;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await AskAsync(connection, LockTable, Sql.Of(shop.Id), Sql.Of(id)) is null)
            return DiningErrors.UnknownTable(id);
        if ((long)(await AskAsync(connection, Seated, Sql.Of(shop.Id), Sql.Of(id)))! > 0)
            return DiningErrors.TableTaken;
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Sql.Command(TakeOut, Sql.Of(shop.Id), Sql.Of(id), Sql.Of(clock.GetUtcNow().UtcDateTime)));
        batch.BatchCommands.Add(Entry(shop, actor, "table.removed", id, new { }));
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        changes.RoomChanged(shop.Code, id);
        return null;
    }

    private NpgsqlBatchCommand Entry(CatalogShop shop, Actor actor, string action, Guid id, object facts) =>
        AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, shop.Id, actor.UserId, action, id, JsonSerializer.Serialize(facts, JsonSerializerOptions.Web));

    private static async Task<PosError?> MovedAsync(NpgsqlConnection connection, Guid location, Guid id, int version) =>
        await AskAsync(connection, LockTable, Sql.Of(location), Sql.Of(id)) switch
        {
            null => DiningErrors.UnknownTable(id),
            int current when current != version => SharedErrors.VersionConflict,
            _ => null,
        };

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, params NpgsqlParameter[] values)
    {
#pragma warning disable CA2100 // Only the constants of this class get here.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddRange(values);
        return await command.ExecuteScalarAsync();
    }

    private static PosError? Wrong(TableRequest request, bool isNew, out TableShape shape)
    {
        var known = EnumText.TryParse(request.Shape, out shape);
        var width = shape == TableShape.Long ? 2 : 1;
        return request switch
        {
            _ when !Texts.Fits(request.Name, 1, DiningTable.MaxNameLength) => DiningErrors.InvalidTable($"Its name does not have 1 to {DiningTable.MaxNameLength} characters."),
            _ when !Texts.Fits(request.Area, 1, DiningTable.MaxNameLength) => DiningErrors.InvalidTable($"Its area does not have 1 to {DiningTable.MaxNameLength} characters."),
            { Seats: < 1 or > DiningTable.MaxSeats } => DiningErrors.InvalidTable($"It does not have 1 to {DiningTable.MaxSeats} seats."),
            _ when !known => DiningErrors.InvalidTable("Its shape is not round, square or long."),
            _ when request.X < 0 || request.X + width > DiningTable.Columns || request.Y is < 0 or >= DiningTable.Rows =>
                DiningErrors.InvalidTable($"It does not stand on the plan of {DiningTable.Columns} by {DiningTable.Rows}."),
            { Version: null } when !isNew => DiningErrors.InvalidTable("A change needs the version that was read."),
            _ => null,
        };
    }
}
