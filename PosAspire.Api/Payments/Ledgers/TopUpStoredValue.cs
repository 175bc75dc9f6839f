using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Payments.Ledgers;

public sealed record TopUpStoredValueRequest(string Location, string CardCode, long AmountMinor);

/// <summary>Adds money to a gift card or store credit, and answers what is then on it.</summary>
internal static class TopUpStoredValue
{
    private const string Locked = "SELECT balance_minor FROM stored_value_accounts WHERE id = $1 FOR NO KEY UPDATE";

    public static async Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        TopUpStoredValueRequest request, IdempotentRequest key, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, IOptions<JsonOptions> json)
    {
        var view = await catalog.CurrentAsync(CancellationToken.None);
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return SalesErrors.UnknownLocation(request.Location).AsProblem();
        if (!actor.May(Policies.Manage, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        key.At(shop.Id);
        if (StoredValueCode.Read(request.CardCode) is not { } code)
            return StoredValueErrors.InvalidCode.AsProblem();
        if (request.AmountMinor is < 1 or > StoredValue.MaxMinor)
            return StoredValueErrors.InvalidAmount.AsProblem();
        if (await StoredValue.FindAsync(database, code, CancellationToken.None) is not { } found)
            return StoredValueErrors.UnknownCode.AsProblem();
        if (found.Currency != shop.Currency.Code)
            return StoredValueErrors.OtherCurrency.AsProblem();
        return await WriteAsync(found, shop, request.AmountMinor, key, actor, database, clock.GetUtcNow().UtcDateTime, json.Value.SerializerOptions);
    }

    private static async Task<Results<StoredAnswer, PosProblem>> WriteAsync(
        StoredValueSeen found, CatalogShop shop, long amount, IdempotentRequest key, Actor actor, NpgsqlDataSource database, DateTime at, JsonSerializerOptions json)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // The answer says the balance, so nobody else may change it until it is written.
        await using var locked = new NpgsqlCommand(Locked, connection, transaction) { Parameters = { Sql.Of(found.Id) } };
        var before = (long)(await locked.ExecuteScalarAsync())!;
        if (before + amount > StoredValue.MaxMinor)
            return StoredValueErrors.InvalidAmount.AsProblem();
        var body = new StoredValueBody(found.Id, EnumText.Of(found.Kind), found.Last4, found.Currency, before + amount);
        var answer = new StoredAnswer(StatusCodes.Status201Created, null, JsonSerializer.SerializeToUtf8Bytes(body, json));
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(key.Record(answer, at));
        batch.BatchCommands.Add(StoredValue.TopUp(found.Id, new Money(amount, shop.Currency), new(shop.Id, null, Guid.CreateVersion7(at), actor.UserId, at)));
        batch.BatchCommands.Add(AuditStatements.Entry(
            at, shop.Id, actor.UserId, "stored_value.topped_up", found.Id,
            JsonSerializer.Serialize(new { amountMinor = amount, currency = found.Currency }, JsonSerializerOptions.Web)));
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return answer;
    }
}
