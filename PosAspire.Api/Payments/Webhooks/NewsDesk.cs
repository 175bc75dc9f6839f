using System.Threading.Channels;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Payments.Webhooks;

/// <summary>
/// Reads payments back that a provider has told something of, after the provider has got its answer: it waits for nothing of ours. What is
/// lost here, because too much comes or the process ends, waits in the database and Workers take it up.
/// </summary>
internal sealed class NewsDesk(
    PaymentNews news, RefundNews refunds, Changes changes, NpgsqlDataSource database, TimeProvider clock, ILogger<NewsDesk> log) : BackgroundService
{
    private const int MaxWaiting = 1_000;
    private const int AtOnce = 4;

    private readonly Channel<ProviderEventSeen> waiting =
        Channel.CreateBounded<ProviderEventSeen>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Checks what a provider sent, keeps it once, and answers; reading back comes after.</summary>
    /// <param name="maxBytes">No notice of it is longer.</param>
    /// <param name="read">What it told; null when the provider has not signed it.</param>
    public async Task<Results<Ok, PosProblem>> TakeAsync(HttpRequest request, int maxBytes, Func<byte[], ProviderEventSeen?> read, CancellationToken cancellation)
    {
        if (await request.BytesAsync(maxBytes, cancellation) is not { } body || read(body) is not { } seen)
            return OfflineErrors.CallbackRefused.AsProblem();
        if (await ProviderEvents.KeepAsync(database, seen, clock.GetUtcNow().UtcDateTime, cancellation))
            waiting.Writer.TryWrite(seen);
        return TypedResults.Ok();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var seen in waiting.Reader.ReadAllAsync(cancellation))
                await ReadBackAsync(seen, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task ReadBackAsync(ProviderEventSeen seen, CancellationToken cancellation)
    {
        try
        {
            // First: the event is put away with its payment.
            foreach (var refund in await refunds.ReadBackAsync(seen, cancellation))
                changes.Publish(refund.Location, LiveChange.Order, refund.OrderId, 0);
            if (await news.ReadBackAsync(seen, cancellation) is { } moved)
                changes.Publish(moved.Location, LiveChange.Order, moved.OrderId, moved.OrderVersion);
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or InvalidOperationException { InnerException: NpgsqlException })
        {
            log.LogWarning(problem, "A notice of {Provider} waits: the database does not answer", seen.Provider);
        }
    }
}
