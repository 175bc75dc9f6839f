using System.Collections.Concurrent;
using System.Text.Json;
using StackExchange.Redis;

namespace PosAspire.ServiceDefaults.Redis;

/// <summary>
/// Values that can be made again, kept in memory in front of Redis. Of many that ask at once for one key, one makes the value. A
/// change calls <see cref="RemoveAsync"/> after its commit; copies in other processes go over the bus, and one that misses the
/// message is at most <see cref="LocalLifetime"/> old. Callers share the object: keep immutable records.
/// </summary>
public sealed class PosCache
{
    /// <summary>How long a copy in memory lives, with Redis or without.</summary>
    public static readonly TimeSpan LocalLifetime = TimeSpan.FromSeconds(5);

    /// <summary>The longest expiry, which bounds how long a removal that Redis never heard of can matter.</summary>
    public static readonly TimeSpan MaxExpiry = TimeSpan.FromHours(1);

    /// <summary>How many values are kept in memory.</summary>
    public const int MaxLocal = 10_000;

    private const int MaxValueLength = 512 * 1024;
    private const int MaxWaits = 8;
    private const string Topic = "cache.drop";

    private readonly ConcurrentDictionary<string, CacheEntry> _local = new();
    private readonly RemovalsToTell _unsent = new();
    private readonly RedisLink _link;
    private readonly MessageBus _bus;
    private readonly RedisStatus _status;
    private readonly TimeProvider _time;

    internal PosCache(RedisLink link, MessageBus bus, RedisStatus status, TimeProvider time)
    {
        (_link, _bus, _status, _time) = (link, bus, status, time);
        bus.Subscribe(Topic, DroppedElsewhereAsync);
        link.BeforeReturn(async database =>
        {
            await _unsent.TellAsync(link, database).ConfigureAwait(false);
            // While Redis was away others' removals were not heard.
            _local.Clear();
        });
    }

    /// <summary>The value of <paramref name="key"/>, made by <paramref name="create"/> when nobody has it.</summary>
    /// <param name="key">Unique over all rooms, for example <c>menu:STK1</c>.</param>
    /// <param name="expiry">How old a value may get in Redis; at most <see cref="MaxExpiry"/>.</param>
    /// <param name="create">Makes the value; it runs within the caller's own await, so it may use the caller's scope. Its failure reaches everyone who waits, and is not kept.</param>
    /// <param name="cancellationToken">Ends this caller's wait; another then makes the value.</param>
    public async Task<T> GetOrCreateAsync<T>(string key, TimeSpan expiry, Func<CancellationToken, Task<T>> create, CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(expiry, MaxExpiry);
        for (var wait = 0; wait < MaxWaits; wait++)
        {
            if (!_local.TryGetValue(key, out var entry))
            {
                MakeRoom();
                var mine = new CacheEntry();
                if (_local.TryAdd(key, mine))
                    return await FillAsync(key, mine, expiry, create, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (entry.ExpiresAt <= _time.GetUtcNow().UtcTicks)
            {
                _local.TryRemove(KeyValuePair.Create(key, entry));
                continue;
            }

            try
            {
                var value = (T)await entry.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
                _status.Hit();
                return value;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever was making it was cancelled; look again.
            }
        }

        return await create(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the value everywhere. Call it after the change is committed.</summary>
    public async Task RemoveAsync(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Drop(key);
        var (answered, _) = await _link.TryAsync(database => database.KeyDeleteAsync(RedisKeyOf(key), CommandFlags.None)).ConfigureAwait(false);
        if (!answered)
            _unsent.Add(RedisKeyOf(key));
        await _bus.PublishAsync(Topic, key).ConfigureAwait(false);
    }

    internal static string RedisKeyOf(string key) => $"pos:cache:{key}";

    private async Task<T> FillAsync<T>(string key, CacheEntry entry, TimeSpan expiry, Func<CancellationToken, Task<T>> create, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            var (found, value) = await ReadAsync<T>(key).ConfigureAwait(false);
            if (found)
            {
                _status.Hit();
            }
            else
            {
                _status.Miss();
                value = await create(cancellationToken).ConfigureAwait(false);
                await WriteAsync(key, entry, value, expiry).ConfigureAwait(false);
            }

            entry.Fill(value!, (_time.GetUtcNow() + (expiry < LocalLifetime ? expiry : LocalLifetime)).UtcTicks);
            return value!;
        }
        catch (Exception problem)
        {
            // Whatever went wrong: nobody must wait for it, and the next caller starts afresh.
            _local.TryRemove(KeyValuePair.Create(key, entry));
            entry.Fail(problem, cancelled: cancellationToken.IsCancellationRequested);
            throw;
        }
    }

    private async Task<(bool Found, T? Value)> ReadAsync<T>(string key)
    {
        var (_, text) = await _link.TryAsync(database => database.StringGetAsync(RedisKeyOf(key), CommandFlags.None)).ConfigureAwait(false);
        if (text.IsNullOrEmpty)
            return default;
        try
        {
            return (true, JsonSerializer.Deserialize<T>((string)text!, JsonSerializerOptions.Web));
        }
        catch (JsonException)
        {
            // Written by a release whose value had another shape: make it again.
            return default;
        }
    }

    /// <summary>A removal that comes while the value is made or written wins: what was made may be older than the change.</summary>
    private async Task WriteAsync<T>(string key, CacheEntry entry, T value, TimeSpan expiry)
    {
        var text = JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
        if (entry.Dropped || text.Length > MaxValueLength)
            return;
        entry.Written = true;
        await _link.TryAsync(database => database.StringSetAsync(RedisKeyOf(key), text, expiry, When.Always, CommandFlags.None)).ConfigureAwait(false);
        if (entry.Dropped)
            await _link.TryAsync(database => database.KeyDeleteAsync(RedisKeyOf(key), CommandFlags.None)).ConfigureAwait(false);
    }

    private CacheEntry? Drop(string key)
    {
        if (!_local.TryRemove(key, out var entry))
            return null;
        entry.Dropped = true;
        return entry;
    }

    /// <summary>A value that this process wrote just now may have crossed the removal on its way to Redis.</summary>
    private async Task DroppedElsewhereAsync(string key)
    {
        if (Drop(key) is { Written: true })
            await _link.TryAsync(database => database.KeyDeleteAsync(RedisKeyOf(key), CommandFlags.None)).ConfigureAwait(false);
    }

    private void MakeRoom()
    {
        if (_local.Count < MaxLocal)
            return;
        var now = _time.GetUtcNow().UtcTicks;
        foreach (var (key, entry) in _local)
            if (entry.ExpiresAt <= now)
                _local.TryRemove(KeyValuePair.Create(key, entry));
        // Lives are so short that a full memory is a storm of keys; starting over is cheaper than choosing.
        if (_local.Count >= MaxLocal)
            _local.Clear();
    }
}
