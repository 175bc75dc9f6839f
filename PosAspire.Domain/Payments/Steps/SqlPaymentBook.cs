using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Outbox;

namespace PosAspire.Domain.Payments.Steps;

/// <summary>The payments of the database. The order's row is locked first, like by everybody who changes an order.</summary>
public sealed class SqlPaymentBook(IServiceScopeFactory scopes, TimeProvider clock) : IPaymentBook
{
    public Task<T?> ChangeAsync<T>(Guid paymentId, Func<PaymentSheet, T> change, CancellationToken cancellation) =>
        WriteAsync(database => database.Payments.AsNoTracking().Where(payment => payment.Id == paymentId)
            .Select(payment => new OrderKey(payment.LocationId, payment.OrderId)).FirstOrDefaultAsync(cancellation), (sheet, _) => Task.FromResult(change(sheet)), cancellation);

    /// <summary>Changes an order and its payments, with statements of other rooms in the same transaction.</summary>
    /// <param name="change">Changes the sheet and adds the statements that must go with it; they run last.</param>
    /// <returns>What the change returned; default when there is no such order.</returns>
    public Task<T?> ChangeOrderAsync<T>(Guid locationId, Guid orderId, Func<PaymentSheet, NpgsqlBatch, Task<T>> change, CancellationToken cancellation) =>
        WriteAsync(_ => Task.FromResult<OrderKey?>(new(locationId, orderId)), change, cancellation);

    private async Task<T?> WriteAsync<T>(
        Func<PosDbContext, Task<OrderKey?>> find, Func<PaymentSheet, NpgsqlBatch, Task<T>> change, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PosDbContext>();
        return await database.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            database.ChangeTracker.Clear();
            await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
            if (await find(database) is not { } key || await ReadAsync(database, key, cancellation) is not { } sheet)
                return default;
            var known = sheet.Payments.Count;
            await using var batch = new NpgsqlBatch((NpgsqlConnection)database.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
            var result = await change(sheet, batch);
            database.AddRange(sheet.Payments.Skip(known));
            database.AddRange(sheet.Steps);
            await database.SaveChangesAsync(CancellationToken.None);
            Add(batch, sheet);
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        });
    }

    private async Task<PaymentSheet?> ReadAsync(PosDbContext database, OrderKey key, CancellationToken cancellation)
    {
        var (location, id) = key;
        var orders = await database.Orders.FromSql($"SELECT * FROM orders WHERE location_id = {location} AND id = {id} FOR NO KEY UPDATE").ToListAsync(cancellation);
        if (orders is not [var order])
            return null;
        var payments = await database.Payments.Where(payment => payment.LocationId == location && payment.OrderId == id)
            .OrderBy(payment => payment.Id).ToListAsync(cancellation);
        var code = await database.Locations.AsNoTracking().Where(shop => shop.Id == location).Select(shop => shop.Code).SingleAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return new(order, code, payments, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)));
    }

    private static void Add(NpgsqlBatch batch, PaymentSheet sheet)
    {
        foreach (var (what, facts, by, isTold) in sheet.Said)
        {
            batch.BatchCommands.Add(AuditStatements.Entry(sheet.At, sheet.Order.LocationId, by == Guid.Empty ? null : by, what, sheet.Order.Id, facts));
            if (isTold)
                batch.BatchCommands.Add(OutboxStatements.Message(sheet.At, sheet.Order.LocationId, what, facts));
        }

        foreach (var (kind, paymentId) in sheet.Cases)
            batch.BatchCommands.Add(PaymentCaseStatements.Open(sheet.At, sheet.Order.LocationId, kind, paymentId));
    }

    private sealed record OrderKey(Guid LocationId, Guid OrderId);
}
