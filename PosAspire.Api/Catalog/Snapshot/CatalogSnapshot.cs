using System.Collections.Concurrent;
using Npgsql;

namespace PosAspire.Api.Catalog.Snapshot;

/// <summary>
/// The catalogue in this process's memory, kept current by asking every second whether the database's version has risen. What is read here
/// may be a second old; a sale is not hurt by that, because its transaction checks the version.
/// </summary>
public sealed class CatalogSnapshot : BackgroundService
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim refreshing = new(1);
    private readonly ConcurrentDictionary<Guid, CatalogProduct> products = new();
    private readonly ConcurrentDictionary<long, CatalogProduct[]> barcodes = new();
    private readonly NpgsqlDataSource database;
    private readonly CatalogReader reader;
    private readonly TimeProvider clock;
    private readonly ILogger<CatalogSnapshot> log;
    private volatile CatalogView? view;
    private ulong horizon;

    internal CatalogSnapshot(NpgsqlDataSource database, CatalogReader reader, TimeProvider clock, ILogger<CatalogSnapshot> log) =>
        (this.database, this.reader, this.clock, this.log) = (database, reader, clock, log);

    /// <summary>Raised after products have changed in memory, with those that did; one at a time.</summary>
    public event Action<IReadOnlyCollection<CatalogProduct>>? Changed;

    /// <summary>What is sold now; waits for the first load only.</summary>
    /// <exception cref="NpgsqlException">Nothing is loaded yet and the database is away.</exception>
    public ValueTask<CatalogView> CurrentAsync(CancellationToken cancellation) =>
        view is { } current ? ValueTask.FromResult(current) : new(RefreshAsync(cancellation));

    /// <summary>Asks for the version and reads what has changed, if anything. Call it after a change of one's own, or when a sale was refused for its version.</summary>
    public async Task<CatalogView> RefreshAsync(CancellationToken cancellation)
    {
        await refreshing.WaitAsync(cancellation);
        try
        {
            // Whoever waited for another's refresh has most often got what it came for.
            if (view is { } current && await VersionAsync(cancellation) == current.Version)
                return current;
            var read = await reader.ReadAsync(horizon, cancellation);
            foreach (var product in read.Products)
                Keep(product);
            // A database whose transactions count from further back is another one, a restored copy for instance: next time all of it.
            horizon = read.Horizon < horizon ? 0 : read.Horizon;
            // Products first, the version after them: whoever sees the new version sees the new products.
            view = new(read.Version, read.Shops, read.Categories, read.ModifierGroups, products, barcodes);
            if (read.Products.Count > 0)
                Changed?.Invoke(read.Products);
            return view;
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        refreshing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollEvery, clock);
        do
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (NpgsqlException away)
            {
                log.LogWarning("The catalogue in memory was not refreshed: {Reason}", away.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<long> VersionAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT version FROM catalog_state");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private void Keep(CatalogProduct product)
    {
        if (products.TryGetValue(product.Id, out var before))
        {
            foreach (var barcode in before.Barcodes)
            {
                // What it still has is replaced in place, so that a scan at this moment finds it.
                if (!product.Barcodes.Any(kept => kept.Gtin == barcode.Gtin))
                    Unlist(barcode.Gtin, product.Id);
            }
        }

        products[product.Id] = product;
        foreach (var barcode in product.Barcodes)
            barcodes.AddOrUpdate(barcode.Gtin, _ => [product], (_, others) => [.. others.Where(other => other.Id != product.Id), product]);
    }

    private void Unlist(long gtin, Guid productId)
    {
        var others = barcodes.GetValueOrDefault(gtin, []).Where(other => other.Id != productId).ToArray();
        if (others.Length == 0)
            barcodes.TryRemove(gtin, out _);
        else
            barcodes[gtin] = others;
    }
}
