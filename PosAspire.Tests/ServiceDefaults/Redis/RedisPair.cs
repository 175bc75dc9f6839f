using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Redis;

/// <summary>Two processes on one Redis, for tests that leave all three as they were; each test uses names of its own.</summary>
public sealed class RedisPair : IAsyncLifetime
{
    internal RedisServer Redis { get; private set; } = null!;

    internal RedisHost One { get; private set; } = null!;

    internal RedisHost Two { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Redis = await RedisServer.StartAsync();
        One = await RedisHost.ConnectedAsync(Redis.ConnectionString, patient: true);
        Two = await RedisHost.ConnectedAsync(Redis.ConnectionString, patient: true);
        await HearsAsync(Two, One);
        await HearsAsync(One, Two);
    }

    /// <summary>A connected process hears the others a moment later: what is said before that is not for it.</summary>
    private static async Task HearsAsync(RedisHost from, RedisHost to)
    {
        var heard = false;
        using var listening = to.Bus.Subscribe("ready", _ =>
        {
            Volatile.Write(ref heard, true);
            return Task.CompletedTask;
        });
        await Eventually.TrueAsync(async () =>
        {
            await from.Bus.PublishAsync("ready", "?");
            return Volatile.Read(ref heard);
        });
    }

    public async Task DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
