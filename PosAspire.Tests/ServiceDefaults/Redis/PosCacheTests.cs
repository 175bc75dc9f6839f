using PosAspire.ServiceDefaults.Redis;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Redis;

public sealed class PosCacheTests(RedisPair pair) : IClassFixture<RedisPair>
{
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(5);
    private readonly string _key = Guid.NewGuid().ToString("N");
    private readonly RedisServer _redis = pair.Redis;
    private readonly RedisHost _one = pair.One;
    private readonly RedisHost _two = pair.Two;

    [Fact]
    public async Task A_value_is_made_once_and_served_from_memory_here_and_from_redis_elsewhere()
    {
        var (made, one, two) = (0, _one.State, _two.State);
        Task<Menu> Make(CancellationToken _) => Task.FromResult(new Menu("Rendang", ++made));

        Assert.Equal(new Menu("Rendang", 1), await _one.Cache.GetOrCreateAsync(_key, Expiry, Make));
        Assert.Equal(new Menu("Rendang", 1), await _one.Cache.GetOrCreateAsync(_key, Expiry, Make));
        Assert.Equal(new Menu("Rendang", 1), await _two.Cache.GetOrCreateAsync(_key, Expiry, Make));

        Assert.Equal((1L, 1L), (_one.State.Hits - one.Hits, _one.State.Misses - one.Misses));
        Assert.Equal((1L, 0L), (_two.State.Hits - two.Hits, _two.State.Misses - two.Misses));
        Assert.Equal((double)_one.State.Hits / (_one.State.Hits + _one.State.Misses), _one.State.HitRate);
    }

    [Fact]
    public async Task A_hundred_that_ask_at_once_make_one_value()
    {
        var made = 0;
        var values = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _one.Cache.GetOrCreateAsync(_key, Expiry, async _ =>
        {
            await Task.Delay(50, CancellationToken.None);
            return Interlocked.Increment(ref made);
        }))));

        Assert.Equal(1, made);
        Assert.All(values, value => Assert.Equal(1, value));
    }

    [Fact]
    public async Task A_removal_reaches_the_memory_of_the_other_process()
    {
        var current = "old";
        Task<string> Make(CancellationToken _) => Task.FromResult(current);
        await _one.Cache.GetOrCreateAsync(_key, Expiry, Make);
        Assert.Equal("old", await _two.Cache.GetOrCreateAsync(_key, Expiry, Make));

        current = "new";
        await _one.Cache.RemoveAsync(_key);

        Assert.Equal("new", await _one.Cache.GetOrCreateAsync(_key, Expiry, Make));
        await WithinAsync(TimeSpan.FromSeconds(2), async () => await _two.Cache.GetOrCreateAsync(_key, Expiry, Make) == "new");
    }

    [Fact]
    public async Task A_value_made_from_before_a_removal_is_not_kept()
    {
        var makes = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var before = _one.Cache.GetOrCreateAsync(_key, Expiry, async _ =>
        {
            makes.SetResult();
            await go.Task;
            return "old";
        });
        await makes.Task;
        await _two.Cache.RemoveAsync(_key);
        // The bus keeps the order, so the removal has arrived when a later message has.
        await HeardAsync(_two, _one);
        go.SetResult();

        Assert.Equal("old", await before);
        Assert.Equal("new", await _one.Cache.GetOrCreateAsync(_key, Expiry, _ => Task.FromResult("new")));
        Assert.Equal("new", await _two.Cache.GetOrCreateAsync(_key, Expiry, _ => Task.FromResult("newer")));
    }

    [Fact]
    public async Task A_removal_while_redis_is_away_holds_when_it_returns_with_its_old_values()
    {
        await using var proxy = new BlackHoleProxy(_redis.Port);
        await using var far = await RedisHost.ConnectedAsync($"127.0.0.1:{proxy.Port}");
        await far.Cache.GetOrCreateAsync(_key, Expiry, _ => Task.FromResult("1.00"));
        proxy.Silence();
        // Known to be away, so that the removal is not even sent: one that is on its way would arrive by itself.
        await Eventually.TrueAsync(() => far.State.Degraded);
        await far.Cache.RemoveAsync(_key);
        Assert.Equal("2.00", await far.Cache.GetOrCreateAsync(_key, Expiry, _ => Task.FromResult("2.00")));

        proxy.Resume();
        await Eventually.TrueAsync(() => !far.State.Degraded);

        Assert.Equal("2.00", await far.Cache.GetOrCreateAsync(_key, Expiry, _ => Task.FromResult("2.00")));
        Assert.Equal("3.00", await _two.Cache.GetOrCreateAsync($"{_key}:other", Expiry, _ => Task.FromResult("3.00")));
    }

    [Fact]
    public async Task A_failure_reaches_everyone_who_waits_and_is_not_kept()
    {
        var go = new TaskCompletionSource();
        async Task<string> Fail(CancellationToken _)
        {
            await go.Task;
            throw new InvalidDataException("broken");
        }

        var one = _one.Cache.GetOrCreateAsync(_key, Expiry, Fail);
        var two = _one.Cache.GetOrCreateAsync(_key, Expiry, Fail);
        go.SetResult();

        await Assert.ThrowsAsync<InvalidDataException>(() => one);
        await Assert.ThrowsAsync<InvalidDataException>(() => two);
        Assert.Equal("well", await _one.Cache.GetOrCreateAsync(_key, Expiry, _ => Task.FromResult("well")));
    }

    [Fact]
    public async Task A_maker_that_is_cancelled_leaves_the_work_to_the_next()
    {
        using var gone = new CancellationTokenSource();
        var makes = new TaskCompletionSource();
        var first = _one.Cache.GetOrCreateAsync(_key, Expiry, async stop =>
        {
            makes.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return "never";
        }, gone.Token);
        await makes.Task;
        var second = _one.Cache.GetOrCreateAsync(_key, Expiry, _ => Task.FromResult("made"));
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("made", await second);
    }

    [Fact]
    public async Task A_value_of_another_shape_is_made_again()
    {
        await _one.Cache.GetOrCreateAsync(_key, Expiry, _ => Task.FromResult("text"));
        Assert.Equal(7, await _two.Cache.GetOrCreateAsync(_key, Expiry, _ => Task.FromResult(7)));
    }

    [Fact]
    public async Task Memory_stays_bounded()
    {
        await using var host = await RedisHost.StartAsync(address: null);
        for (var key = 0; key <= PosCache.MaxLocal; key++)
            await host.Cache.GetOrCreateAsync($"k{key}", Expiry, _ => Task.FromResult(1));
        var made = false;
        await host.Cache.GetOrCreateAsync("k0", Expiry, _ => Task.FromResult(made = true));
        Assert.True(made);
    }

    /// <summary>Sooner than a copy in memory ends by itself, or it would prove nothing about the bus.</summary>
    private static async Task WithinAsync(TimeSpan limit, Func<Task<bool>> condition)
    {
        Assert.True(limit < PosCache.LocalLifetime);
        using var patience = new CancellationTokenSource(limit);
        while (!await condition())
            await Task.Delay(10, patience.Token);
    }

    private static async Task HeardAsync(RedisHost from, RedisHost by)
    {
        var heard = new TaskCompletionSource();
        using var _ = by.Bus.Subscribe("later", _ =>
        {
            heard.TrySetResult();
            return Task.CompletedTask;
        });
        await from.Bus.PublishAsync("later", "");
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    private sealed record Menu(string Dish, int Edition);
}
