using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.Api.Shared.Live;

/// <summary>Finds what other instances changed by asking the database every second, while Redis is away and somebody listens.</summary>
internal sealed class ChangePoll(
    Changes changes, RedisStatus redis, IEnumerable<LiveRows> sources, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, ILogger<ChangePoll> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // Redis may be back for this instance and not yet for the one that tells.
    private const int RoundsAfterReturn = 5;

    private readonly Dictionary<string, Dictionary<(string What, string Id), long>> known = new(StringComparer.Ordinal);
    private int left;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Every instance keeps the catalogue current by itself, so nobody else need tell its screens of it.
        catalog.Changed += TellMenu;
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (NpgsqlException away)
            {
                log.LogWarning("Redis is away and the database did not answer either, so screens may be old: {Reason}", away.Message);
                // What was missed is not known: every screen looks again when the database is back.
                known.Clear();
            }
        }
    }

    private void TellMenu(IReadOnlyCollection<CatalogProduct> products)
    {
        foreach (var location in changes.Locations)
            changes.Tell(new(location, LiveChange.Menu, "catalog", 0));
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        left = redis.Read().Degraded ? RoundsAfterReturn : left - 1;
        string[] locations = left > 0 ? [.. changes.Locations] : [];
        foreach (var gone in known.Keys.Except(locations).ToList())
            known.Remove(gone);
        if (locations.Length == 0)
            return;
        var view = await catalog.CurrentAsync(cancellation);
        foreach (var location in locations)
        {
            if (view.Shops.TryGetValue(location, out var shop))
                Compare(location, await ReadAsync(shop.Id, cancellation));
        }
    }

    private void Compare(string location, Dictionary<(string What, string Id), long> now)
    {
        if (known.TryGetValue(location, out var before))
        {
            foreach (var ((what, id), version) in now)
            {
                if (!before.TryGetValue((what, id), out var last) || last != version)
                    changes.Tell(new(location, what, id, version));
            }

            foreach (var ((what, id), version) in before.Where(row => !now.ContainsKey(row.Key)))
                changes.Tell(new(location, what, id, version + 1));
        }
        else
        {
            // The first look: what came before it was perhaps not told.
            changes.TellAll(location);
        }

        known[location] = now;
    }

    private async Task<Dictionary<(string What, string Id), long>> ReadAsync(Guid shop, CancellationToken cancellation)
    {
        Dictionary<(string What, string Id), long> rows = [];
        await using var batch = database.CreateBatch();
        foreach (var source in sources)
            batch.BatchCommands.Add(Sql.Command(source.Sql, Sql.Of(shop)));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var source in sources)
        {
            while (await reader.ReadAsync(cancellation))
                rows[(source.What, reader.GetString(0))] = reader.GetInt64(1);
            await reader.NextResultAsync(cancellation);
        }

        return rows;
    }
}
