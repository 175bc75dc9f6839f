using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Outbox;

namespace PosAspire.Domain.Payments.Refunds;

/// <summary>The refunds of the database, as whoever asks a provider changes them.</summary>
public sealed class RefundBook(IServiceScopeFactory scopes, TimeProvider clock) : IRefundBook
{
    /// <summary>Changes a payout. The refund's row is locked first, so that two payouts that end at once both count.</summary>
    /// <returns>What the change returned; default when there is no such payout.</returns>
    public async Task<T?> ChangeAsync<T>(Guid payoutId, Func<RefundSheet, T> change, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PosDbContext>();
        return await database.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            database.ChangeTracker.Clear();
            await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
            if (await ReadAsync(database, payoutId, cancellation) is not { } sheet)
                return default;
            var result = change(sheet);
            await database.SaveChangesAsync(CancellationToken.None);
            await TellAsync((NpgsqlConnection)database.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction(), sheet);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        });
    }

    /// <summary>Payouts whose time has come, the longest waiting first.</summary>
    public async Task<IReadOnlyList<Guid>> DueAsync(int most, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow().UtcDateTime;
        return await scope.ServiceProvider.GetRequiredService<PosDbContext>().RefundPayouts.AsNoTracking()
            .Where(payout => payout.NextReadAt <= now).OrderBy(payout => payout.NextReadAt).Take(most).Select(payout => payout.Id).ToListAsync(cancellation);
    }

    private async Task<RefundSheet?> ReadAsync(PosDbContext database, Guid payoutId, CancellationToken cancellation)
    {
        var key = await database.RefundPayouts.AsNoTracking().Where(payout => payout.Id == payoutId)
            .Select(payout => new { payout.LocationId, payout.RefundId }).FirstOrDefaultAsync(cancellation);
        if (key is null)
            return null;
        var refunds = await database.Refunds
            .FromSql($"SELECT * FROM refunds WHERE location_id = {key.LocationId} AND id = {key.RefundId} FOR NO KEY UPDATE").AsTracking().ToListAsync(cancellation);
        var payouts = await database.RefundPayouts.AsTracking()
            .Where(payout => payout.LocationId == key.LocationId && payout.RefundId == key.RefundId).OrderBy(payout => payout.Id).ToListAsync(cancellation);
        var code = await database.Locations.AsNoTracking().Where(shop => shop.Id == key.LocationId).Select(shop => shop.Code).SingleAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return new(refunds[0], payouts, payouts.Single(payout => payout.Id == payoutId), code, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)));
    }

    private static async Task TellAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RefundSheet sheet)
    {
        if (sheet.Said.Count == 0 && sheet.Case is null)
            return;
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (what, facts) in sheet.Said)
        {
            batch.BatchCommands.Add(AuditStatements.Entry(sheet.At, sheet.Refund.LocationId, null, what, sheet.Refund.OrderId, facts));
            batch.BatchCommands.Add(OutboxStatements.Message(sheet.At, sheet.Refund.LocationId, what, facts));
        }

        if (sheet.Case is { } kind)
            batch.BatchCommands.Add(PaymentCaseStatements.Open(sheet.At, sheet.Refund.LocationId, kind, sheet.Payout.PaymentId));
        await batch.ExecuteNonQueryAsync();
    }
}
