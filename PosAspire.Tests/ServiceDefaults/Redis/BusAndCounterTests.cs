using System.Collections.Concurrent;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Redis;

public sealed class BusAndCounterTests(RedisPair pair) : IClassFixture<RedisPair>
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private readonly string _key = Guid.NewGuid().ToString("N");
    private readonly RedisServer _redis = pair.Redis;
    private readonly RedisHost _one = pair.One;
    private readonly RedisHost _two = pair.Two;

    [Fact]
    public async Task A_message_reaches_both_processes_once_and_in_order()
    {
        var (here, there) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        using var one = _one.Bus.Subscribe(_key, Into(here));
        using var two = _two.Bus.Subscribe(_key, Into(there));
        using var other = _two.Bus.Subscribe($"{_key}:other", Into(there));

        string[] sent = [.. Enumerable.Range(0, 50).Select(number => $"{number}\nwith a second line")];
        foreach (var message in sent)
            await _one.Bus.PublishAsync(_key, message);

        await Eventually.TrueAsync(() => here.Count >= sent.Length && there.Count >= sent.Length);
        Assert.Equal(sent, here);
        Assert.Equal(sent, there);
    }

    [Fact]
    public async Task A_subscriber_that_fails_is_logged_and_the_others_still_hear()
    {
        var heard = new ConcurrentQueue<string>();
        using var broken = _one.Bus.Subscribe(_key, _ => throw new InvalidDataException("broken"));
        using var well = _one.Bus.Subscribe(_key, Into(heard));

        await _one.Bus.PublishAsync(_key, "m");

        await Eventually.TrueAsync(() => !heard.IsEmpty);
        Assert.Equal(1, _one.LinesWith($"A subscriber of {_key} failed"));
    }

    [Fact]
    public async Task A_disposed_subscription_hears_no_more()
    {
        var (gone, stays) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var subscription = _one.Bus.Subscribe(_key, Into(gone));
        using var other = _one.Bus.Subscribe(_key, Into(stays));
        subscription.Dispose();

        await _one.Bus.PublishAsync(_key, "m");

        await Eventually.TrueAsync(() => !stays.IsEmpty);
        Assert.Empty(gone);
    }

    [Fact]
    public async Task Two_processes_count_together_and_every_value_is_given_once()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            (number % 2 == 0 ? _one : _two).Counters.IncrementAsync(_key, Window)));

        Assert.All(counts, count => Assert.True(count.Shared));
        Assert.Equal(Enumerable.Range(1, 200).Select(number => (long)number), counts.Select(count => count.Value).Order());
        Assert.All(counts, count => Assert.InRange(count.ResetsIn, TimeSpan.Zero, Window));
    }

    [Fact]
    public async Task Names_and_windows_are_counted_apart()
    {
        await _one.Counters.IncrementAsync(_key, Window, by: 3);
        Assert.Equal(1, (await _one.Counters.IncrementAsync($"{_key}:b", Window)).Value);
        Assert.Equal(1, (await _one.Counters.IncrementAsync(_key, Window * 2)).Value);
        Assert.Equal(4, (await _one.Counters.IncrementAsync(_key, Window)).Value);
    }

    [Fact]
    public async Task A_new_window_starts_at_one()
    {
        var window = TimeSpan.FromSeconds(1);
        var first = await _one.Counters.IncrementAsync(_key, window);
        await Task.Delay(first.ResetsIn + TimeSpan.FromMilliseconds(20));
        Assert.Equal(1, (await _one.Counters.IncrementAsync(_key, window)).Value);
    }

    [Fact]
    public async Task What_was_counted_while_redis_was_silent_is_told_when_it_speaks()
    {
        await using var proxy = new BlackHoleProxy(_redis.Port);
        await using var far = await RedisHost.ConnectedAsync($"127.0.0.1:{proxy.Port}");
        await far.Counters.IncrementAsync(_key, Window);
        proxy.Silence();
        await Eventually.TrueAsync(() => far.State.Degraded);
        await far.Counters.IncrementAsync(_key, Window, by: 10);
        await _two.Counters.IncrementAsync(_key, Window);

        proxy.Resume();
        await Eventually.TrueAsync(() => !far.State.Degraded);
        Assert.Equal(13, (await far.Counters.IncrementAsync(_key, Window)).Value);
        Assert.Equal(14, (await _two.Counters.IncrementAsync(_key, Window)).Value);
    }

    private static Func<string, Task> Into(ConcurrentQueue<string> heard) => message =>
    {
        heard.Enqueue(message);
        return Task.CompletedTask;
    };
}
