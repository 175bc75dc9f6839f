using StackExchange.Redis;

namespace PosAspire.ServiceDefaults.Redis;

/// <summary>
/// Removals that Redis did not hear: told before anyone reads it again, or it would serve what was changed meanwhile. Past
/// <see cref="Max"/> the oldest is forgotten, and its value then lives until its expiry.
/// </summary>
internal sealed class RemovalsToTell
{
    public const int Max = 10_000;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = [];
    private readonly Queue<string> _order = [];

    public void Add(string key)
    {
        lock (_lock)
        {
            if (!_known.Add(key))
                return;
            _order.Enqueue(key);
            if (_order.Count > Max)
                _known.Remove(_order.Dequeue());
        }
    }

    public async Task TellAsync(RedisLink link, IDatabase database)
    {
        RedisKey[] keys;
        lock (_lock)
            keys = [.. _order.Select(key => (RedisKey)key)];
        if (keys.Length == 0)
            return;
        await link.BoundedAsync(database.KeyDeleteAsync(keys, CommandFlags.None)).ConfigureAwait(false);
        lock (_lock)
        {
            for (var told = 0; told < keys.Length && _order.TryDequeue(out var key); told++)
                _known.Remove(key);
        }
    }
}
