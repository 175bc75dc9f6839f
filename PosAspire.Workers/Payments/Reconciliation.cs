using System.Text.Json;
using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Match;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Shared;

namespace PosAspire.Workers.Payments;

/// <summary>What a match found.</summary>
/// <param name="Compared">Payments of the till.</param>
/// <param name="Settled">Those that were open before and are certain now.</param>
public sealed record MatchReport(DateTime From, DateTime Until, int Compared, int Settled, IReadOnlyList<MatchLine> Lines);

/// <summary>
/// Compares till, providers and ledger over a span of time. It first settles what can be settled, changes nothing else, and opens a case
/// for each payment that a manager must look into. Running it twice finds the same and opens nothing twice.
/// </summary>
public sealed class Reconciliation(
    NpgsqlDataSource database, IPaymentBook book, PaymentEngine engine, IEnumerable<IPaymentProvider> providers, TimeProvider clock, ILogger<Reconciliation> log)
{
    /// <summary>More in one span is refused: match shorter spans.</summary>
    private const int MaxRows = 200_000;

    /// <summary>Questions to a provider under way at once.</summary>
    private const int AtOnce = 4;

    /// <summary>A provider's list may place a payment a little earlier or later than the till does.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    private static readonly Difference[] Cases =
        [Difference.PaidNotRecorded, Difference.HeldNotRecorded, Difference.RecordedNotPaid, Difference.OtherAmount, Difference.OtherRefund, Difference.StillUnknown];

    /// <param name="from">UTC, inclusive.</param>
    /// <param name="until">UTC, exclusive.</param>
    public Task<MatchReport> RunAsync(DateTime from, DateTime until, CancellationToken cancellation) => RunAsync(Guid.CreateVersion7(clock.GetUtcNow()), from, until, cancellation);

    /// <param name="run">The run that somebody asked for, or a new one; what it found is kept under it.</param>
    /// <param name="from">UTC, inclusive.</param>
    /// <param name="until">UTC, exclusive.</param>
    /// <param name="cancellation">Ends it; nothing is kept then.</param>
    public async Task<MatchReport> RunAsync(Guid run, DateTime from, DateTime until, CancellationToken cancellation)
    {
        var open = (await TillPayments.ReadAsync(database, from, until, MaxRows, cancellation)).Where(row => row.IsOpen).Select(row => row.Payment.Id).ToHashSet();
        await EachAsync(open, SettleAsync, cancellation);
        var till = await TillPayments.ReadAsync(database, from, until, MaxRows, cancellation);
        List<MatchLine> lines = [];
        foreach (var provider in providers)
            lines.AddRange(await CompareAsync(provider, [.. till.Where(row => row.Payment.Provider == provider.Name)], from, until, cancellation));
        lines.AddRange(till.Where(row => providers.All(provider => provider.Name != row.Payment.Provider)).Select(row => PaymentMatch.Compare(row.Payment, new(ProviderStatus.Unreachable, null, null))!));
        lines.AddRange(await TillPayments.LedgerAsync(database, from, until, MaxRows, cancellation));
        var report = new MatchReport(from, until, till.Count, till.Count(row => open.Contains(row.Payment.Id) && !row.IsOpen), lines);
        await WriteAsync(run, report);
        log.LogInformation("Payments matched: {Compared} compared, {Settled} settled, {Differences} differences", report.Compared, report.Settled, lines.Count);
        return report;
    }

    private async Task SettleAsync(Guid paymentId, CancellationToken cancellation)
    {
        await book.ChangeAsync(
            paymentId,
            sheet =>
            {
                sheet.Find(paymentId)?.LookAgain(sheet.At);
                return true;
            },
            cancellation);
        await engine.AdvanceAsync(paymentId, cancellation);
    }

    private async Task<IReadOnlyList<MatchLine>> CompareAsync(IPaymentProvider provider, TillRow[] till, DateTime from, DateTime until, CancellationToken cancellation)
    {
        Dictionary<Guid, ProviderPayment> listed = [];
        List<MatchLine> lines = [];
        try
        {
            List<ProviderRow> rows = [];
            await foreach (var row in provider.ListAsync(from - Margin, until + Margin, cancellation))
                rows.Add(row);
            listed = Listed(rows);
            foreach (var stranger in rows.Where(row => row.RefundId is null && row.Status == ProviderStatus.Captured && row.At >= from && row.At < until))
            {
                if (stranger.PaymentId is not { } id || !await TillPayments.IsKnownAsync(database, id, cancellation))
                    lines.Add(PaymentMatch.NotOurs(provider.Name, stranger));
            }
        }
        catch (HttpRequestException silence)
        {
            log.LogWarning(silence, "{Provider} lists no payments; each is asked for", provider.Name);
        }

        var found = new MatchLine?[till.Length];
        await EachAsync(Enumerable.Range(0, till.Length), async (index, stop) =>
        {
            var (payment, charge, _) = till[index];
            if (!listed.TryGetValue(payment.Id, out var other))
            {
                var answer = payment.Ref is null ? new(ProviderStatus.NotFound) : await provider.ReadAsync(charge, stop);
                other = new(answer.Status, answer.Amount, null);
            }

            found[index] = PaymentMatch.Compare(payment, other);
        }, cancellation);
        lines.AddRange(found.OfType<MatchLine>());
        return lines;
    }

    // Several attempts of one payment are several rows: the one that took the money counts.
    private static Dictionary<Guid, ProviderPayment> Listed(List<ProviderRow> rows) => rows.Where(row => row.PaymentId is not null).GroupBy(row => row.PaymentId!.Value)
        .Where(group => group.Any(row => row.RefundId is null))
        .ToDictionary(group => group.Key, group =>
        {
            var paid = group.Where(row => row.RefundId is null).OrderByDescending(row => row.Status == ProviderStatus.Captured).ThenByDescending(row => row.At).First();
            var back = group.Where(row => row.RefundId is not null && row.Status == ProviderStatus.Captured).Aggregate(Money.Zero(paid.Amount.Currency), (sum, row) => sum + row.Amount);
            return new ProviderPayment(paid.Status, paid.Amount, back);
        });

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> work, CancellationToken cancellation) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (item, stop) => await work(item, stop));

    private async Task WriteAsync(Guid run, MatchReport report)
    {
        var at = clock.GetUtcNow().UtcDateTime;
        await using var batch = database.CreateBatch();
        foreach (var line in report.Lines)
        {
            if (line is { LocationId: { } location, PaymentId: { } payment } && Cases.Contains(line.Kind))
                batch.BatchCommands.Add(PaymentCaseStatements.Open(at, location, line.Kind == Difference.StillUnknown ? PaymentCaseKind.UnknownEscalated : PaymentCaseKind.Mismatch, payment));
        }

        batch.BatchCommands.Add(MatchRuns.Finish(run, report.From, report.Until, at, (report.Compared, report.Settled), report.Lines));
        batch.BatchCommands.Add(AuditStatements.Entry(
            at, locationId: null, actorId: null, "payments.matched", run,
            JsonSerializer.Serialize(new { report.From, report.Until, report.Compared, report.Settled, Differences = report.Lines.Count }, JsonSerializerOptions.Web)));
        await batch.ExecuteNonQueryAsync();
    }
}
