using System.Collections.Concurrent;
using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Circuit;
using PosAspire.Domain.Payments.Steps;

namespace PosAspire.Workers.Payments;

/// <summary>
/// Takes what was sold on trust as soon as its provider answers: in the order in which it was sold, and until the first that is not answered.
/// While the provider is left alone nothing is tried. Several workers may do it at once: a payment's lease keeps them apart, and the order
/// is then each worker's own.
/// </summary>
public sealed class QueueDrain(NpgsqlDataSource database, IPaymentBook book, PaymentEngine engine, IEnumerable<IPaymentProvider> providers, TimeProvider clock)
{
    /// <summary>Payments of one provider that are taken in one round.</summary>
    public const int Batch = 50;

    private const string Queue =
        """
        SELECT id, next_read_at <= $2 FROM payments
        WHERE provider = $1 AND status = 'queued' AND wanted = 'money' AND next_read_at IS NOT NULL ORDER BY accepted_at, id LIMIT $3
        """;

    // Before it is known that a provider answers only the oldest is tried, when its own pause ends.
    private readonly ConcurrentDictionary<string, bool> answers = new(StringComparer.Ordinal);

    /// <summary>One round.</summary>
    /// <returns>What moved.</returns>
    public async Task<IReadOnlyList<PaymentMoved>> RoundAsync(CancellationToken cancellation)
    {
        List<PaymentMoved> moved = [];
        foreach (var provider in providers)
        {
            if (await IsAskedAsync(provider, cancellation))
                moved.AddRange(await TakeAsync(provider.Name, cancellation));
            else
                // Whoever is asked again after that is known to be back.
                answers[provider.Name] = true;
        }

        return moved;
    }

    private static async Task<bool> IsAskedAsync(IPaymentProvider provider, CancellationToken cancellation) =>
        provider is not ProviderCircuit circuit || (await circuit.HealthAsync(cancellation)).State is CircuitState.Closed or CircuitState.ForcedClosed;

    private async Task<List<PaymentMoved>> TakeAsync(string provider, CancellationToken cancellation)
    {
        List<PaymentMoved> all = [];
        var queue = await ReadAsync(provider, cancellation);
        if (queue is [(_, false), ..] && !answers.GetValueOrDefault(provider))
            return all;
        foreach (var (payment, isDue) in queue)
        {
            if (!isDue)
                await book.ChangeAsync(payment, sheet => Wake(sheet, payment), cancellation);
            // Nothing was written: somebody else is at it.
            if (await engine.AdvanceAsync(payment, cancellation) is not { } moved)
                continue;
            all.Add(moved);
            answers[provider] = moved.Status is not (PaymentStatus.Queued or PaymentStatus.Unknown);
            if (!answers[provider])
                break;
        }

        return all;
    }

    private static bool Wake(PaymentSheet sheet, Guid payment)
    {
        if (sheet.Find(payment) is { Status: PaymentStatus.Queued } waiting)
            waiting.LookAgain(sheet.At);
        return true;
    }

    private async Task<List<(Guid Payment, bool IsDue)>> ReadAsync(string provider, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Queue);
        command.Parameters.Add(SqlValue.Of(provider));
        command.Parameters.Add(SqlValue.Of(clock.GetUtcNow().UtcDateTime));
        command.Parameters.Add(SqlValue.Of(Batch));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(Guid, bool)> queue = [];
        while (await reader.ReadAsync(cancellation))
            queue.Add((reader.GetGuid(0), reader.GetBoolean(1)));
        return queue;
    }
}
