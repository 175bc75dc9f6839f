using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Receipts;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Printing;
using PosAspire.Domain.Sales.Receipts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Printing;

/// <param name="RegisterId">Whose printer; a register of the order's shop.</param>
/// <param name="Copy">It says DUPLICATE and opens no drawer. An original that was printed or waits already becomes a copy by itself.</param>
public sealed record PrintOrderRequest(Guid RegisterId, bool Copy = false);

/// <param name="Status"><c>queued</c>; <c>GET /registers/{id}/print-jobs</c> tells what became of it.</param>
public sealed record PrintQueuedBody(Guid JobId, string Status);

/// <summary>Makes a receipt's bytes and lays them in the printer's queue; Workers deliver them.</summary>
internal sealed class PrintOrder(PosDbContext database, NpgsqlDataSource source, CatalogSnapshot catalog, Changes changes, TimeProvider clock, IOptions<JsonOptions> json)
{
    // Both in one look: the register's printer, and whether the original is on its way already. What was printed before the order was
    // paid is a guest check; it takes nothing from the receipt.
    private const string Ask =
        """
        SELECT r.printer, r.columns, EXISTS (
          SELECT FROM print_jobs j JOIN orders o ON o.location_id = j.location_id AND o.id = j.order_id
          WHERE j.order_id = $3 AND NOT j.copy AND j.status <> 'failed' AND j.created_at >= o.completed_at)
        FROM registers r WHERE r.location_id = $1 AND r.id = $2 AND r.is_active
        """;

    private const string Insert =
        "INSERT INTO print_jobs (id, location_id, register_id, order_id, copy, printer, bytes, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, PrintOrderRequest request, IdempotentRequest key, Actor actor, PrintOrder printing) => printing.PrintAsync(id, request, key, actor);

    private async Task<Results<StoredAnswer, PosProblem>> PrintAsync(Guid id, PrintOrderRequest request, IdempotentRequest key, Actor actor)
    {
        var view = await catalog.CurrentAsync(CancellationToken.None);
        if (await StoredOrders.FindAsync(database, view, id, CancellationToken.None) is not { } stored)
            return SalesErrors.UnknownOrder(id).AsProblem();
        var shop = view.ShopOf(stored.Order);
        if (!actor.May(Policies.Sell, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        key.At(shop.Id);
        if (await AskAsync(shop.Id, request.RegisterId, id) is not { } register)
            return SalesErrors.UnknownRegister.AsProblem();
        if (register.Printer is not { } printer)
            return PrintErrors.NoPrinter.AsProblem();

        var copy = request.Copy || register.HasOriginal;
        var receipt = OrderReceipt.Of(stored, shop, copy);
        var bytes = ReceiptEscPos.Of(receipt, ReceiptLayout.Of(receipt, register.Columns, forPrinter: true), withQrCode: false);
        var now = clock.GetUtcNow().UtcDateTime;
        var job = Guid.CreateVersion7(now);
        var body = new PrintQueuedBody(job, EnumText.Of(PrintStatus.Queued));
        var answer = new StoredAnswer(StatusCodes.Status202Accepted, null, JsonSerializer.SerializeToUtf8Bytes(body, json.Value.SerializerOptions));
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(key.Record(answer, now));
        batch.BatchCommands.Add(Sql.Command(
            Insert, Sql.Of(job), Sql.Of(shop.Id), Sql.Of(request.RegisterId), Sql.Of(id), Sql.Of(copy), Sql.Of(printer), Sql.Of(bytes), Sql.Of(now), Sql.Of(actor.UserId)));
        batch.BatchCommands.Add(AuditStatements.Entry(
            now, shop.Id, actor.UserId, "order.receipt_printed", id, $$"""{"orderId":"{{id}}","jobId":"{{job}}","registerId":"{{request.RegisterId}}","copy":{{(copy ? "true" : "false")}}}"""));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        changes.Publish(shop.Code, LiveChange.Print, request.RegisterId, 0);
        return answer;
    }

    private async Task<(string? Printer, int Columns, bool HasOriginal)?> AskAsync(Guid location, Guid register, Guid order)
    {
        await using var command = source.CreateCommand(Ask);
        command.Parameters.Add(Sql.Of(location));
        command.Parameters.Add(Sql.Of(register));
        command.Parameters.Add(Sql.Of(order));
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? (row.GetValue(0) as string, row.GetInt16(1), row.GetBoolean(2)) : null;
    }
}
