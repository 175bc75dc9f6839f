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

/// <param name="Kind"><c>gift_card</c> or <c>store_credit</c>.</param>
/// <param name="CardCode">Printed on the card, or got from <c>/stored-value/codes</c>; it is not stored.</param>
public sealed record IssueStoredValueRequest(string Location, string Kind, string CardCode, long AmountMinor);

/// <summary>Opens a gift card or store credit with its first money.</summary>
internal static class IssueStoredValue
{
    public static async Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        IssueStoredValueRequest request, IdempotentRequest key, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, IOptions<JsonOptions> json)
    {
        var view = await catalog.CurrentAsync(CancellationToken.None);
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return SalesErrors.UnknownLocation(request.Location).AsProblem();
        if (!actor.May(Policies.Manage, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        key.At(shop.Id);
        if (!EnumText.TryParse<StoredValueKind>(request.Kind, out var kind))
            return StoredValueErrors.InvalidKind.AsProblem();
        if (StoredValueCode.Read(request.CardCode) is not { } code)
            return StoredValueErrors.InvalidCode.AsProblem();
        if (request.AmountMinor is < 1 or > StoredValue.MaxMinor)
            return StoredValueErrors.InvalidAmount.AsProblem();

        var at = clock.GetUtcNow().UtcDateTime;
        var id = Guid.CreateVersion7(at);
        var amount = new Money(request.AmountMinor, shop.Currency);
        var body = new StoredValueBody(id, request.Kind, code.Last4, shop.Currency.Code, amount.Minor);
        var answer = new StoredAnswer(StatusCodes.Status201Created, null, JsonSerializer.SerializeToUtf8Bytes(body, json.Value.SerializerOptions));
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(key.Record(answer, at));
        batch.BatchCommands.Add(StoredValue.Issue(id, kind, code, amount, shop.Id, actor.UserId, at));
        batch.BatchCommands.Add(AuditStatements.Entry(
            at, shop.Id, actor.UserId, "stored_value.issued", id,
            JsonSerializer.Serialize(new { kind = request.Kind, amountMinor = amount.Minor, currency = shop.Currency.Code }, JsonSerializerOptions.Web)));
        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return answer;
        }
        catch (PostgresException refused) when (StoredValue.Refusal(refused) is { } error)
        {
            return error.AsProblem();
        }
    }
}
