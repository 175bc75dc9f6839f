using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Catalog.Imports;

/// <param name="Id">Ask for <c>/imports/{id}</c> how far it is.</param>
public sealed record QueuedImport(Guid Id);

/// <summary>Takes a catalogue file in; a worker does the rest.</summary>
internal static class SendImport
{
    private const int MaxFileName = 200;
    private const string NoName = "products.csv";

    private const string Insert =
        "INSERT INTO import_jobs (id, location_id, created_by, created_at, file_name, skip_broken, content, state) VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued')";

    public static async Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        string location, ImportRequest request, IdempotentRequest key, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock,
        IOptions<JsonOptions> json, CancellationToken cancellation, string? fileName = null, bool skipBroken = false)
    {
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();
        key.At(shop.Id);
        if (request.Wrong() is { } wrong)
            return wrong.AsProblem();
        var now = clock.GetUtcNow();
        var (id, at) = (Guid.CreateVersion7(now), now.UtcDateTime);
        var answer = new StoredAnswer(
            StatusCodes.Status202Accepted, $"/api/v1/imports/{id}", JsonSerializer.SerializeToUtf8Bytes(new QueuedImport(id), json.Value.SerializerOptions));
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(key.Record(answer, at));
        batch.BatchCommands.Add(Sql.Command(
            Insert, Sql.Of(id), Sql.Of(shop.Id), Sql.Of(actor.UserId), Sql.Of(at), Sql.Of(Name(fileName)), Sql.Of(skipBroken), Sql.Of(request.Content!)));
        batch.BatchCommands.Add(AuditStatements.Entry(at, shop.Id, actor.UserId, "catalog.import_requested", id, "{}"));
        await batch.ExecuteNonQueryAsync(cancellation);
        return answer;
    }

    private static string Name(string? fileName) => fileName is { } name && Texts.Fits(name, 1, MaxFileName) ? name : NoName;
}
