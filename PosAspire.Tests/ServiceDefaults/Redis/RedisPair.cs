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
    }

    public async Task DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
