using System.Collections.Concurrent;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Redis;

public sealed class BusAndCounterTests : IAsyncLifetime
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private RedisServer _redis = null!;
    private RedisHost _one = null!;
    private RedisHost _two = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _one = await RedisHost.ConnectedAsync(_redis.ConnectionString);
        _two = await RedisHost.ConnectedAsync(_redis.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task A_message_reaches_both_processes_once_and_in_order()
    {
        var (here, there) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        using var one = _one.Bus.Subscribe("orders", Into(here));
        using var two = _two.Bus.Subscribe("orders", Into(there));
        using var other = _two.Bus.Subscribe("other", Into(there));

        string[] sent = [.. Enumerable.Range(0, 50).Select(number => $"{number}\nwith a second line")];
        foreach (var message in sent)
            await _one.Bus.PublishAsync("orders", message);

        await Eventually.TrueAsync(() => here.Count >= sent.Length && there.Count >= sent.Length);
        Assert.Equal(sent, here);
        Assert.Equal(sent, there);
    }

    [Fact]
    public async Task After_a_kill_and_a_return_messages_cross_again()
    {
        var there = new ConcurrentQueue<string>();
        using var two = _two.Bus.Subscribe("orders", Into(there));
        _redis.Kill();
        await Eventually.TrueAsync(() => _one.State.Degraded && _two.State.Degraded);
        await _one.Bus.PublishAsync("orders", "while away");
        await _redis.RestartAsync();

        await Eventually.TrueAsync(async () =>
        {
            await _one.Bus.PublishAsync("orders", "back");
            return there.Contains("back");
        });
        Assert.DoesNotContain("while away", there);
    }

    [Fact]
    public async Task A_subscriber_that_fails_is_logged_and_the_others_still_hear()
    {
        var heard = new ConcurrentQueue<string>();
        using var broken = _one.Bus.Subscribe("t", _ => throw new InvalidDataException("broken"));
        using var well = _one.Bus.Subscribe("t", Into(heard));

        await _one.Bus.PublishAsync("t", "m");

        await Eventually.TrueAsync(() => !heard.IsEmpty);
        Assert.Equal(1, _one.LinesWith("A subscriber of t failed"));
    }

    [Fact]
    public async Task A_disposed_subscription_hears_no_more()
    {
        var (gone, stays) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var subscription = _one.Bus.Subscribe("t", Into(gone));
        using var other = _one.Bus.Subscribe("t", Into(stays));
        subscription.Dispose();

        await _one.Bus.PublishAsync("t", "m");

        await Eventually.TrueAsync(() => !stays.IsEmpty);
        Assert.Empty(gone);
    }

    [Fact]
    public async Task Two_processes_count_together_and_every_value_is_given_once()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            (number % 2 == 0 ? _one : _two).Counters.IncrementAsync("login:1.2.3.4", Window)));

        Assert.All(counts, count => Assert.True(count.Shared));
        Assert.Equal(Enumerable.Range(1, 200).Select(number => (long)number), counts.Select(count => count.Value).Order());
        Assert.All(counts, count => Assert.InRange(count.ResetsIn, TimeSpan.Zero, Window));
    }

    [Fact]
    public async Task Names_and_windows_are_counted_apart()
    {
        await _one.Counters.IncrementAsync("a", Window, by: 3);
        Assert.Equal(1, (await _one.Counters.IncrementAsync("b", Window)).Value);
        Assert.Equal(1, (await _one.Counters.IncrementAsync("a", Window * 2)).Value);
        Assert.Equal(4, (await _one.Counters.IncrementAsync("a", Window)).Value);
    }

    [Fact]
    public async Task A_new_window_starts_at_one()
    {
        var window = TimeSpan.FromSeconds(1);
        var first = await _one.Counters.IncrementAsync("w", window);
        await Task.Delay(first.ResetsIn + TimeSpan.FromMilliseconds(20));
        Assert.Equal(1, (await _one.Counters.IncrementAsync("w", window)).Value);
    }

    [Fact]
    public async Task With_redis_gone_the_count_goes_on_from_what_was_known_also_when_redis_returns_empty()
    {
        for (var count = 0; count < 5; count++)
            await _one.Counters.IncrementAsync("limit", Window);
        _redis.Kill();
        Assert.Equal(6, (await _one.Counters.IncrementAsync("limit", Window)).Value);
        var away = await _one.Counters.IncrementAsync("limit", Window);
        Assert.Equal((7L, false), (away.Value, away.Shared));

        await _redis.RestartAsync();
        await Eventually.TrueAsync(() => !_one.State.Degraded);
        var back = await _one.Counters.IncrementAsync("limit", Window);
        Assert.Equal((8L, true), (back.Value, back.Shared));
    }

    [Fact]
    public async Task What_was_counted_while_redis_was_silent_is_told_when_it_speaks()
    {
        await using var proxy = new BlackHoleProxy(_redis.Port);
        await using var far = await RedisHost.ConnectedAsync($"127.0.0.1:{proxy.Port}");
        await far.Counters.IncrementAsync("limit", Window);
        proxy.Silence();
        await Eventually.TrueAsync(() => far.State.Degraded);
        await far.Counters.IncrementAsync("limit", Window, by: 10);
        await _two.Counters.IncrementAsync("limit", Window);

        proxy.Resume();
        await Eventually.TrueAsync(() => !far.State.Degraded);
        Assert.Equal(13, (await far.Counters.IncrementAsync("limit", Window)).Value);
        Assert.Equal(14, (await _two.Counters.IncrementAsync("limit", Window)).Value);
    }

    private static Func<string, Task> Into(ConcurrentQueue<string> heard) => message =>
    {
        heard.Enqueue(message);
        return Task.CompletedTask;
    };
}
