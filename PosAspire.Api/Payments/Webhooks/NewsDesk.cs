using System.Threading.Channels;
using Npgsql;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Payments.Webhooks;

/// <summary>
/// Reads payments back that a provider has told something of, after the provider has got its answer: it waits for nothing of ours. What is
/// lost here, because too much comes or the process ends, waits in the database and Workers take it up.
/// </summary>
internal sealed class NewsDesk(PaymentNews news, Changes changes, ILogger<NewsDesk> log) : BackgroundService
{
    private const int MaxWaiting = 1_000;
    private const int AtOnce = 4;

    private readonly Channel<ProviderEventSeen> waiting =
        Channel.CreateBounded<ProviderEventSeen>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes an event that has been kept.</summary>
    public void Offer(ProviderEventSeen seen) => waiting.Writer.TryWrite(seen);

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
            if (await news.ReadBackAsync(seen, cancellation) is { } moved)
                changes.Publish(moved.Location, LiveChange.Order, moved.OrderId, moved.OrderVersion);
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or InvalidOperationException { InnerException: NpgsqlException })
        {
            log.LogWarning(problem, "A notice of {Provider} waits: the database does not answer", seen.Provider);
        }
    }
}
