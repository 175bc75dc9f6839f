using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Providers;

namespace PosAspire.Domain.Payments.Refunds;

/// <summary>
/// What a provider's event is to the refunds of its payment: a reason to ask what became of them, at once. What the event says is not
/// believed, so it does not matter which kind it is, nor whether it comes twice, late or out of order.
/// </summary>
public sealed class RefundNews(NpgsqlDataSource database, IProviderNews events, IRefundBook book, RefundEngine engine)
{
    private const string Find = "SELECT id FROM refund_payouts WHERE payment_id = $1 AND provider IS NOT NULL AND status <> 'failed' ORDER BY id LIMIT $2";

    /// <summary>Payouts of one payment that are looked at.</summary>
    private const int MaxPayouts = 50;

    /// <returns>What was written of its payouts.</returns>
    public async Task<IReadOnlyList<RefundMoved>> ReadBackAsync(ProviderEventSeen seen, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (seen.ObjectRef is not { } reference || await events.PaymentOfAsync(seen.Provider, reference, cancellation) is not { } payment)
            return [];
        List<RefundMoved> all = [];
        foreach (var payout in await PayoutsAsync(payment, cancellation))
        {
            await book.ChangeAsync(payout, sheet => Wake(sheet), cancellation);
            if (await engine.AdvanceAsync(payout, cancellation) is { } moved)
                all.Add(moved);
        }

        return all;
    }

    private static bool Wake(RefundSheet sheet)
    {
        sheet.Payout.LookAgain(sheet.At);
        return true;
    }

    private async Task<List<Guid>> PayoutsAsync(Guid payment, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(SqlValue.Of(payment));
        command.Parameters.Add(SqlValue.Of(MaxPayouts));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Guid> found = [];
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetGuid(0));
        return found;
    }
}
