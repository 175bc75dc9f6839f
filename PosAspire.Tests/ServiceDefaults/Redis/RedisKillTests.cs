using System.Collections.Concurrent;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Redis;

/// <summary>What two processes share over a kill of Redis; the server is the test's own.</summary>
public sealed class RedisKillTests : IAsyncLifetime
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private readonly RedisPair _pair = new();

    public Task InitializeAsync() => _pair.InitializeAsync();

    public Task DisposeAsync() => _pair.DisposeAsync();

    [Fact]
    public async Task After_a_kill_and_a_return_messages_cross_again()
    {
        var there = new ConcurrentQueue<string>();
        using var two = _pair.Two.Bus.Subscribe("orders", Into(there));
        _pair.Redis.Kill();
        await Eventually.TrueAsync(() => _pair.One.State.Degraded && _pair.Two.State.Degraded);
        await _pair.One.Bus.PublishAsync("orders", "while away");
        await _pair.Redis.RestartAsync();

        await Eventually.TrueAsync(async () =>
        {
            await _pair.One.Bus.PublishAsync("orders", "back");
            return there.Contains("back");
        });
        Assert.DoesNotContain("while away", there);
    }

    [Fact]
    public async Task With_redis_gone_the_count_goes_on_from_what_was_known_also_when_redis_returns_empty()
    {
        for (var count = 0; count < 5; count++)
            await _pair.One.Counters.IncrementAsync("limit", Window);
        _pair.Redis.Kill();
        Assert.Equal(6, (await _pair.One.Counters.IncrementAsync("limit", Window)).Value);
        var away = await _pair.One.Counters.IncrementAsync("limit", Window);
        Assert.Equal((7L, false), (away.Value, away.Shared));

        await _pair.Redis.RestartAsync();
        await Eventually.TrueAsync(() => !_pair.One.State.Degraded);
        var back = await _pair.One.Counters.IncrementAsync("limit", Window);
        Assert.Equal((8L, true), (back.Value, back.Shared));
    }

    private static Func<string, Task> Into(ConcurrentQueue<string> heard) => message =>
    {
        heard.Enqueue(message);
        return Task.CompletedTask;
    };
}
