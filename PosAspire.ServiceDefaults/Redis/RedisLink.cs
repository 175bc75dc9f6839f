using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace PosAspire.ServiceDefaults.Redis;

/// <summary>
/// The only way to Redis. Every operation is bounded by <see cref="RedisLimits.Operation"/> and none throws for Redis's sake. After the
/// first failure nobody asks Redis again until a probe, sent by this class alone, was answered <see cref="GoodProbes"/> times in a
/// row: a caller pays for an absent Redis at most once.
/// </summary>
internal sealed class RedisLink(IServiceProvider services, RedisLimits limits, RedisStatus status, TimeProvider time, ILogger<RedisLink> log) : BackgroundService
{
    public const string ConnectionName = "cache";
    public const int GoodProbes = 2;
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ConnectAgainAfter = TimeSpan.FromSeconds(2);
    /// <summary>A cold start is slow on both sides; only an absence that lasts longer is told.</summary>
    private static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(3);

    private static readonly RedisKey ProbeKey = "pos:probe";

    private readonly List<Func<IDatabase, Task>> _beforeReturn = [];
    private readonly List<Action<IConnectionMultiplexer>> _whenConnected = [];
    private readonly Lock _lock = new();
    private IConnectionMultiplexer? _connection;
    private volatile bool _up;
    private bool _lossTold;
    private bool _everUp;
    private long _lostAt = time.GetTimestamp();

    /// <summary>How long one answer may take before Redis counts as gone.</summary>
    public TimeSpan Patience => limits.Operation;

    /// <summary>Runs each time Redis answers again and before anyone else asks it; a failure keeps the link down.</summary>
    public void BeforeReturn(Func<IDatabase, Task> work)
    {
        lock (_lock)
            _beforeReturn.Add(work);
    }

    /// <summary>Runs once, as soon as there is a connection object; at once when there is one.</summary>
    public void WhenConnected(Action<IConnectionMultiplexer> work)
    {
        lock (_lock)
        {
            _whenConnected.Add(work);
            if (_connection is { } connection)
                work(connection);
        }
    }

    /// <summary>Asks Redis; <c>Answered</c> is false when it did not answer in time, refused or is known to be away.</summary>
    public async ValueTask<(bool Answered, T? Value)> TryAsync<T>(Func<IDatabase, Task<T>> operation)
    {
        if (!_up || _connection is not { } connection)
            return default;
        try
        {
            return (true, await BoundedAsync(operation(connection.GetDatabase())).ConfigureAwait(false));
        }
        catch (RedisServerException problem)
        {
            // Redis answered and refused (out of memory, read-only): this caller falls back, and the probe, which writes, judges the rest.
            log.LogDebug("Redis refused an operation: {Problem}", problem.Message);
            return default;
        }
        catch (Exception problem) when (RedisFailure.IsLoss(problem))
        {
            Lose(problem);
            return default;
        }
    }

    /// <summary>Waits within the limit. The client's own asynchronous calls have none, and one left behind must not end unobserved.</summary>
    public async Task<T> BoundedAsync<T>(Task<T> operation)
    {
        try
        {
            return await operation.WaitAsync(limits.Operation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            RedisFailure.Forget(operation);
            throw;
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (PosCacheExtensions.IsConfigured(services.GetRequiredService<IConfiguration>()))
            return base.StartAsync(cancellationToken);
        status.Down("not configured");
        log.LogWarning("No Redis is configured (ConnectionStrings__cache, REDIS_URL); this process works from memory");
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var connection = await ConnectAsync(stoppingToken).ConfigureAwait(false);
        var good = GoodProbes - 1;
        using var timer = new PeriodicTimer(ProbeEvery, time);
        do
        {
            good = await ProbeAsync(connection.GetDatabase()).ConfigureAwait(false) ? good + 1 : 0;
            if (!_up && good >= GoodProbes)
                await ReturnAsync(connection.GetDatabase()).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    /// <summary>On a thread of its own, because making the connection object waits for the first attempt.</summary>
    private async Task<IConnectionMultiplexer> ConnectAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                var connecting = Task.Factory.StartNew(
                    services.GetRequiredService<IConnectionMultiplexer>, stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                var connection = await connecting.WaitAsync(stoppingToken).ConfigureAwait(false);
                lock (_lock)
                {
                    _connection = connection;
                    foreach (var work in _whenConnected)
                        work(connection);
                }

                return connection;
            }
            catch (Exception problem) when (RedisFailure.IsLoss(problem) && !stoppingToken.IsCancellationRequested)
            {
                Lose(problem);
                await Task.Delay(ConnectAgainAfter, time, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> ProbeAsync(IDatabase database)
    {
        var start = time.GetTimestamp();
        try
        {
            // A write: a Redis that is out of memory or read-only answers PING and is of no use.
            await BoundedAsync(database.StringSetAsync(ProbeKey, "1", TimeSpan.FromMinutes(1), When.Always, CommandFlags.None)).ConfigureAwait(false);
            if (_up)
                status.Up(time.GetElapsedTime(start));
            return true;
        }
        catch (Exception problem) when (RedisFailure.IsLoss(problem))
        {
            Lose(problem);
            return false;
        }
    }

    private async Task ReturnAsync(IDatabase database)
    {
        Func<IDatabase, Task>[] works;
        lock (_lock)
            works = [.. _beforeReturn];
        try
        {
            foreach (var work in works)
                await work(database).ConfigureAwait(false);
        }
        catch (Exception problem) when (RedisFailure.IsLoss(problem))
        {
            Lose(problem);
            return;
        }

        lock (_lock)
        {
            (_up, _everUp) = (true, true);
            status.Up(TimeSpan.Zero);
            if (_lossTold)
                log.LogInformation("Redis is back after {Seconds:0.0} s", time.GetElapsedTime(_lostAt).TotalSeconds);
            _lossTold = false;
        }
    }

    private void Lose(Exception problem)
    {
        var words = RedisFailure.Words(problem);
        lock (_lock)
        {
            if (_up)
                _lostAt = time.GetTimestamp();
            _up = false;
            status.Down(words);
            if (_lossTold || (!_everUp && time.GetElapsedTime(_lostAt) < StartGrace))
                return;
            _lossTold = true;
            log.LogWarning("Redis connection failure: {Problem}; the in-memory fallback serves until Redis is back", words);
        }
    }
}
