using System.Text.Json;
using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Outbox;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Steps;

namespace PosAspire.Workers.Payments;

/// <summary>Tells a manager, once, of each payment that has waited for its provider as long as a shop may trust it. It is still tried after that.</summary>
public sealed class QueueAge(NpgsqlDataSource database, TimeProvider clock, ILogger<QueueAge> log)
{
    /// <summary>Payments that are told of in one look; the next look takes the rest.</summary>
    private const int Batch = 100;

    private const string Topic = "payment.queued_too_long";

    private const string Old =
        $"""
        SELECT p.location_id, p.id FROM payments p
        WHERE {WaitingPayments.Waits} AND p.accepted_at <= $2 AND NOT EXISTS (SELECT FROM payment_cases c WHERE c.payment_id = p.id AND c.kind = $1)
        ORDER BY p.accepted_at LIMIT $3
        """;

    /// <returns>How many cases were opened.</returns>
    public async Task<int> LookAsync(CancellationToken cancellation)
    {
        var at = clock.GetUtcNow().UtcDateTime;
        var opened = 0;
        foreach (var (location, payment) in await ReadAsync(at - OfflineLimits.Trusted, cancellation))
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using (var open = new NpgsqlBatch(connection, transaction) { BatchCommands = { PaymentCaseStatements.Open(at, location, PaymentCaseKind.QueuedTooLong, payment) } })
            {
                // Another worker was faster; it also told.
                if (await open.ExecuteNonQueryAsync(cancellation) == 0)
                    continue;
            }

            var facts = JsonSerializer.Serialize(new { paymentId = payment }, JsonSerializerOptions.Web);
            await using (var told = new NpgsqlBatch(connection, transaction))
            {
                told.BatchCommands.Add(AuditStatements.Entry(at, location, actorId: null, Topic, payment, facts));
                told.BatchCommands.Add(OutboxStatements.Message(at, location, Topic, facts));
                await told.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
            opened++;
            // The runbook greps for "payment" and "failed".
            log.LogWarning("Payment {PaymentId} waits too long: every try to take its money failed", payment);
        }

        return opened;
    }

    private async Task<List<(Guid Location, Guid Payment)>> ReadAsync(DateTime before, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Old);
        command.Parameters.Add(SqlValue.Of(EnumText.Of(PaymentCaseKind.QueuedTooLong)));
        command.Parameters.Add(SqlValue.Of(before));
        command.Parameters.Add(SqlValue.Of(Batch));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<(Guid, Guid)> old = [];
        while (await row.ReadAsync(cancellation))
            old.Add((row.GetGuid(0), row.GetGuid(1)));
        return old;
    }
}
