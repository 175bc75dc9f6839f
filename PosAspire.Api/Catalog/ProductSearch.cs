using System.Threading.Channels;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Catalog.Search;

namespace PosAspire.Api.Catalog;

/// <summary>
/// The search index of this process, kept beside the catalogue in memory. It is built by a thread of its own, and what changes goes into a
/// small index beside the large one, so no request waits for it but those before the first is ready.
/// </summary>
internal sealed class ProductSearch : BackgroundService
{
    private static readonly TimeSpan CategoriesEvery = TimeSpan.FromSeconds(5);

    private readonly CatalogSnapshot catalog;
    private readonly TimeProvider clock;
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // A signal, not a queue: what changed is collected in one set, however long indexing takes.
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private Dictionary<Guid, CatalogProduct> waiting = [];
    private volatile SearchIndex<CatalogProduct>? index;
    private IReadOnlyDictionary<Guid, string> categories = new Dictionary<Guid, string>();

    public ProductSearch(CatalogSnapshot catalog, TimeProvider clock)
    {
        (this.catalog, this.clock) = (catalog, clock);
        catalog.Changed += Note;
    }

    /// <summary>The index; waits for the first one only.</summary>
    public async ValueTask<SearchIndex<CatalogProduct>> CurrentAsync(CancellationToken cancellation)
    {
        if (index is null)
            await first.Task.WaitAsync(cancellation);
        return index!;
    }

    public override void Dispose()
    {
        catalog.Changed -= Note;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var view = await CatalogAsync(stoppingToken);
            var changed = Take();
            if (index is null || HaveOtherNames(view.Categories))
                await RebuildAsync(view, stoppingToken);
            else if (changed.Count > 0)
                await UpdateAsync(view, changed, stoppingToken);
            await WaitAsync(stoppingToken);
        }
    }

    private async Task UpdateAsync(CatalogView view, IReadOnlyCollection<CatalogProduct> changed, CancellationToken cancellation)
    {
        if (index!.With(changed.Select(product => Document(view, product))) is { } next)
            index = next;
        else
            await RebuildAsync(view, cancellation);
    }

    private async Task RebuildAsync(CatalogView view, CancellationToken cancellation)
    {
        categories = view.Categories;
        // A second of work: a thread of its own keeps it off those that answer requests.
        index = await Task.Factory.StartNew(
            () => new SearchIndex<CatalogProduct>([.. view.Products.Select(product => Document(view, product))]),
            cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (first.TrySetResult())
        {
            // Loading the catalogue and building the index leave several times their size behind; give it back before the day begins.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    // Names of categories change without any product changing, so they are compared now and then.
    private async Task WaitAsync(CancellationToken cancellation)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(signal.Reader.WaitToReadAsync(soon.Token).AsTask(), Task.Delay(CategoriesEvery, clock, soon.Token));
        await soon.CancelAsync();
        signal.Reader.TryRead(out _);
    }

    private async Task<CatalogView> CatalogAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await catalog.CurrentAsync(cancellation);
            }
            catch (Npgsql.NpgsqlException)
            {
                // The snapshot itself says so in the log every second; there is nothing to index before it is there.
                await Task.Delay(CategoriesEvery, clock, cancellation);
            }
        }
    }

    private bool HaveOtherNames(IReadOnlyDictionary<Guid, string> now) =>
        !ReferenceEquals(now, categories) && (now.Count != categories.Count || now.Any(pair => categories.GetValueOrDefault(pair.Key) != pair.Value));

    private void Note(IReadOnlyCollection<CatalogProduct> changed)
    {
        lock (gate)
        {
            foreach (var product in changed)
                waiting[product.Id] = product;
        }

        signal.Writer.TryWrite(true);
    }

    private Dictionary<Guid, CatalogProduct>.ValueCollection Take()
    {
        lock (gate)
        {
            var taken = waiting;
            waiting = [];
            return taken.Values;
        }
    }

    private static SearchDocument<CatalogProduct> Document(CatalogView view, CatalogProduct product) => new(
        product.Id, product, product.Name, product.Brand, product.Size, view.Categories.GetValueOrDefault(product.CategoryId, ""), product.Sku);
}
