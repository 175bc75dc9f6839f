using System.Diagnostics;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Redis;

/// <summary>Redis killed, absent, silent and slow: callers get answers in time, and Redis is used again when it is back.</summary>
public sealed class RedisLossTests : IAsyncLifetime
{
    /// <summary>"Falls back to memory within a second": the issue's own limit.</summary>
    private static readonly TimeSpan FallbackLimit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(5);
    private RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task Killed_in_the_middle_of_use_nothing_fails_and_it_returns_by_itself()
    {
        await using var host = await RedisHost.ConnectedAsync(_redis.ConnectionString);
        using var stop = new CancellationTokenSource();
        var users = Enumerable.Range(0, 8).Select(user => Task.Run(() => UseAsync(host, user, stop.Token))).ToArray();
        await Task.Delay(300);

        _redis.Kill();
        await Eventually.TrueAsync(() => host.State.Degraded);
        await AnswersWithinLimitAsync(host, "while it is dead");
        Assert.Equal("in-memory", host.State.Mode);

        await _redis.RestartAsync();
        await Eventually.TrueAsync(() => !host.State.Degraded);
        Assert.Equal("redis", host.State.Mode);
        await stop.CancelAsync();
        var slowest = (await Task.WhenAll(users)).Max();

        Assert.True(slowest < FallbackLimit, $"A caller waited {slowest}.");
        Assert.Equal(1, host.LinesWith("Redis connection failure"));
        Assert.Equal(1, host.LinesWith("Redis is back after"));
    }

    [Fact]
    public async Task Absent_at_start_the_host_starts_at_once_and_uses_it_when_it_comes()
    {
        _redis.Kill();
        var clock = Stopwatch.StartNew();
        await using var host = await RedisHost.StartAsync(_redis.ConnectionString);
        Assert.True(clock.Elapsed < FallbackLimit, $"The start took {clock.Elapsed}.");
        await AnswersWithinLimitAsync(host, "before it came");

        await _redis.RestartAsync();
        // A single answer that a busy machine makes late is counted in memory, as it should be; the one after it is shared.
        await Eventually.TrueAsync(async () => (await host.Counters.IncrementAsync("after", TimeSpan.FromMinutes(1))).Shared);
        Assert.False(host.State.Degraded);
    }

    [Fact]
    public async Task Silent_at_start_the_host_starts_at_once_and_uses_it_when_it_speaks()
    {
        await using var proxy = new BlackHoleProxy(_redis.Port);
        proxy.Silence();
        var clock = Stopwatch.StartNew();
        await using var host = await RedisHost.StartAsync($"127.0.0.1:{proxy.Port}");
        Assert.True(clock.Elapsed < FallbackLimit, $"The start took {clock.Elapsed}.");
        await AnswersWithinLimitAsync(host, "before it spoke");

        proxy.Resume();
        await Eventually.TrueAsync(() => !host.State.Degraded);
    }

    [Fact]
    public async Task Black_holed_in_use_callers_are_answered_in_time_and_it_returns_by_itself()
    {
        await using var proxy = new BlackHoleProxy(_redis.Port);
        await using var host = await RedisHost.ConnectedAsync($"127.0.0.1:{proxy.Port}");

        proxy.Silence();
        await AnswersWithinLimitAsync(host, "right after");
        await Eventually.TrueAsync(() => host.State.Degraded);
        Assert.Equal("timeout", host.State.Problem);
        await AnswersWithinLimitAsync(host, "a little later");

        proxy.Resume();
        await Eventually.TrueAsync(() => !host.State.Degraded);
        Assert.True((await host.Counters.IncrementAsync("after", TimeSpan.FromMinutes(1))).Shared);
    }

    [Fact]
    public async Task Slower_than_the_limit_counts_as_gone()
    {
        await using var proxy = new BlackHoleProxy(_redis.Port);
        await using var host = await RedisHost.ConnectedAsync($"127.0.0.1:{proxy.Port}");

        proxy.Delay = TimeSpan.FromSeconds(2);
        await AnswersWithinLimitAsync(host, "slow");
        await Eventually.TrueAsync(() => host.State.Degraded);

        proxy.Delay = TimeSpan.Zero;
        await Eventually.TrueAsync(() => !host.State.Degraded);
    }

    [Fact]
    public async Task A_host_of_a_silent_redis_stops_at_once()
    {
        await using var proxy = new BlackHoleProxy(_redis.Port);
        var host = await RedisHost.ConnectedAsync($"127.0.0.1:{proxy.Port}");
        proxy.Silence();
        await host.Cache.GetOrCreateAsync("k", Expiry, _ => Task.FromResult("v"));

        var clock = Stopwatch.StartNew();
        await host.DisposeAsync();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"The stop took {clock.Elapsed}.");
    }

    [Fact]
    public async Task Not_configured_it_works_from_memory_and_says_so_once()
    {
        await using var host = await RedisHost.StartAsync(address: null);
        await AnswersWithinLimitAsync(host, "none");
        Assert.Equal(1, host.LinesWith("No Redis is configured"));
        Assert.Equal("not configured", host.State.Problem);
    }

    [Fact]
    public async Task A_broken_address_stops_the_host_with_a_sentence_and_without_the_secret()
    {
        var problem = await Assert.ThrowsAsync<SettingException>(() => RedisHost.StartAsync("cache:6379,password=geheim,nonsense=1"));
        Assert.Contains("not a Redis connection string", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", problem.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Uses all three parts over and over; returns the longest wait.</summary>
    private static async Task<TimeSpan> UseAsync(RedisHost host, int user, CancellationToken stop)
    {
        var slowest = TimeSpan.Zero;
        for (var round = 0; !stop.IsCancellationRequested; round++)
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal(round, await host.Cache.GetOrCreateAsync($"u{user}:{round}", Expiry, _ => Task.FromResult(round), CancellationToken.None));
            slowest = Max(slowest, clock);
            await host.Counters.IncrementAsync($"u{user}", TimeSpan.FromMinutes(1));
            slowest = Max(slowest, clock);
            await host.Bus.PublishAsync("t", "m");
            slowest = Max(slowest, clock);
            await Task.Delay(1, CancellationToken.None);
        }

        return slowest;

        static TimeSpan Max(TimeSpan known, Stopwatch clock)
        {
            var longer = clock.Elapsed > known ? clock.Elapsed : known;
            clock.Restart();
            return longer;
        }
    }

    private static async Task AnswersWithinLimitAsync(RedisHost host, string when)
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal(when, await host.Cache.GetOrCreateAsync(when, Expiry, _ => Task.FromResult(when)));
        Assert.True(clock.Elapsed < FallbackLimit, $"The cache took {clock.Elapsed}.");

        clock.Restart();
        Assert.True((await host.Counters.IncrementAsync(when, TimeSpan.FromMinutes(1))).Value > 0);
        Assert.True(clock.Elapsed < FallbackLimit, $"The counter took {clock.Elapsed}.");

        clock.Restart();
        var heard = new TaskCompletionSource<string>();
        using var _ = host.Bus.Subscribe(when, message =>
        {
            heard.TrySetResult(message);
            return Task.CompletedTask;
        });
        await host.Bus.PublishAsync(when, "local");
        Assert.Equal("local", await heard.Task.WaitAsync(FallbackLimit));
        Assert.True(clock.Elapsed < FallbackLimit, $"The bus took {clock.Elapsed}.");
    }
}
