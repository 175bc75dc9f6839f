using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Modifiers;

/// <summary>Adds, changes and deletes groups of choices, each in one transaction with a line in the journal.</summary>
internal static class SaveModifierGroup
{
    private const string Lock = "SELECT version FROM modifier_groups WHERE id = $1 FOR UPDATE";
    private const string Offered = "SELECT product_id FROM product_modifier_groups WHERE group_id = $1 LIMIT 1";
    private const string Choices = "SELECT id FROM modifiers WHERE group_id = $1";
    private const string Priced = "SELECT DISTINCT p.price_list_id FROM modifier_prices p JOIN modifiers m ON m.id = p.modifier_id WHERE m.group_id = $1";

    public static async Task<Results<Created<ModifierGroupSheet>, PosProblem>> AddAsync(
        ModifierGroupRequest request, Actor actor, NpgsqlDataSource database, PosDbContext reading, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        if (await SaveAsync(id, isNew: true, request, actor, database, catalog, clock, cancellation) is { } error)
            return error.AsProblem();
        return TypedResults.Created($"/api/v1/modifier-groups/{id}", await ReadModifierGroups.ReadAsync(reading, id, cancellation));
    }

    public static async Task<Results<Ok<ModifierGroupSheet>, PosProblem>> ChangeAsync(
        Guid id, ModifierGroupRequest request, Actor actor, NpgsqlDataSource database, PosDbContext reading, CatalogSnapshot catalog, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await SaveAsync(id, isNew: false, request, actor, database, catalog, clock, cancellation) is { } error)
            return error.AsProblem();
        return TypedResults.Ok(await ReadModifierGroups.ReadAsync(reading, id, cancellation));
    }

    public static async Task<Results<NoContent, PosProblem>> DeleteAsync(
        Guid id, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var lists = await connection.IdsAsync(Priced, id, cancellation);
        if ((await catalog.CurrentAsync(cancellation)).ShopNotManaged(actor, lists) is { } shop)
            return IdentityErrors.OtherLocation(shop).AsProblem();
        if ((await connection.IdsAsync(Offered, id, cancellation)).Count > 0)
            return CatalogErrors.ModifierGroupInUse.AsProblem();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Sql.Command("DELETE FROM modifier_groups WHERE id = $1", Sql.Of(id)));
        batch.BatchCommands.Add(AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, null, actor.UserId, "modifier_group.deleted", id, "{}"));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await catalog.RefreshAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<PosError?> SaveAsync(
        Guid id, bool isNew, ModifierGroupRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if (ModifierGroupDraft.Wrong(request) is { } invalid)
            return invalid;
        if (!isNew && request.Version is null)
            return CatalogErrors.InvalidModifierGroup("A change needs the version that was read.");
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var version = isNew ? null : await VersionAsync(connection, id, cancellation);
        if (!isNew && version is null)
            return CatalogErrors.UnknownModifierGroup;
        var known = await connection.IdsAsync(Choices, id, cancellation);
        if (request.Modifiers.Any(modifier => modifier.Id is { } choice && !known.Contains(choice)))
            return CatalogErrors.InvalidModifierGroup("It names a choice that is not one of its own.");
        var lists = await ListsAsync(connection, request, cancellation);
        if (request.Modifiers.SelectMany(modifier => modifier.Prices ?? []).FirstOrDefault(price => !lists.ContainsKey(price.PriceList)) is { } unknown)
            return CatalogErrors.UnknownPriceList(unknown.PriceList);
        var touched = (await connection.IdsAsync(Priced, id, cancellation)).Union(lists.Values).ToList();
        if ((await catalog.CurrentAsync(cancellation)).ShopNotManaged(actor, touched) is { } shop)
            return IdentityErrors.OtherLocation(shop);
        if (version != request.Version && !isNew)
            return SharedErrors.VersionConflict;

        var at = clock.GetUtcNow().UtcDateTime;
        await using var batch = new NpgsqlBatch(connection, transaction);
        ModifierGroupStatements.Add(batch, id, isNew, request, [.. request.Modifiers.Select(modifier => modifier.Id ?? Guid.CreateVersion7(at))], lists);
        batch.BatchCommands.Add(AuditStatements.Entry(at, null, actor.UserId, isNew ? "modifier_group.created" : "modifier_group.changed", id, Journal(request)));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException taken) when (taken.ConstraintName == "ix_modifier_groups_name")
        {
            return CatalogErrors.ModifierGroupTaken(request.Name);
        }

        await transaction.CommitAsync(cancellation);
        await catalog.RefreshAsync(CancellationToken.None);
        return null;
    }

    private static async Task<int?> VersionAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Lock, connection) { Parameters = { Sql.Of(id) } };
        return await command.ExecuteScalarAsync(cancellation) as int?;
    }

    private static async Task<Dictionary<string, Guid>> ListsAsync(NpgsqlConnection connection, ModifierGroupRequest request, CancellationToken cancellation)
    {
        var codes = request.Modifiers.SelectMany(modifier => modifier.Prices ?? []).Select(price => price.PriceList).Distinct();
        return await connection.PriceListsAsync(codes, cancellation);
    }

    private static string Journal(ModifierGroupRequest request) =>
        JsonSerializer.Serialize(new { request.Name, request.MinChoices, request.MaxChoices, Choices = request.Modifiers.Count }, JsonSerializerOptions.Web);
}
