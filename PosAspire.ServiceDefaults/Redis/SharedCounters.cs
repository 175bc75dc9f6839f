using System.Collections.Concurrent;
using StackExchange.Redis;

namespace PosAspire.ServiceDefaults.Redis;

/// <summary>A count at one moment.</summary>
/// <param name="Value">How many in this window, this one included.</param>
/// <param name="ResetsIn">When the window ends.</param>
/// <param name="Shared">Counted over all processes; false when Redis is away and only this process is counted.</param>
public readonly record struct WindowCount(long Value, TimeSpan ResetsIn, bool Shared);

/// <summary>
/// Counts over all processes within fixed windows of time, for limits. With Redis away this process goes on from what it last knew,
/// and tells Redis what it missed when it is back; an uncertain increment counts. Either way a limit errs towards refusing.
/// </summary>
public sealed class SharedCounters
{
    /// <summary>How many names are remembered in memory.</summary>
    public const int MaxTallies = 100_000;

    private readonly ConcurrentDictionary<string, Tally> _tallies = new();
    private readonly RedisLink _link;
    private readonly TimeProvider _time;

    internal SharedCounters(RedisLink link, TimeProvider time) => (_link, _time) = (link, time);

    /// <summary>Adds to the count of <paramref name="name"/> in the current window.</summary>
    /// <param name="name">What is counted, for example <c>login:203.0.113.7</c>.</param>
    /// <param name="window">The window's length; windows are aligned to the clock, so that all processes agree on them.</param>
    /// <param name="by">How much to add.</param>
    public async Task<WindowCount> IncrementAsync(string name, TimeSpan window, long by = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, TimeSpan.FromSeconds(1));
        var now = _time.GetUtcNow().UtcTicks;
        var ends = (now / window.Ticks + 1) * window.Ticks;
        RedisKey key = $"pos:count:{name}:{window.Ticks / TimeSpan.TicksPerMillisecond}:{ends}";
        MakeRoom(now);
        var tally = _tallies.GetOrAdd(key!, static (_, end) => new Tally(end), ends);

        var (send, known) = tally.Take(by);
        var (answered, total) = await _link.TryAsync(database =>
        {
            var counted = database.StringIncrementAsync(key, send, CommandFlags.None);
            RedisFailure.Forget(database.KeyExpireAsync(key, window + window, CommandFlags.None));
            return counted;
        }).ConfigureAwait(false);

        var value = answered ? tally.Answered(total, known, by) : tally.Unanswered(send, by);
        return new WindowCount(value, TimeSpan.FromTicks(ends - now), answered);
    }

    private void MakeRoom(long now)
    {
        if (_tallies.Count < MaxTallies)
            return;
        foreach (var (key, tally) in _tallies)
            if (tally.Ends <= now)
                _tallies.TryRemove(key, out _);
        foreach (var (key, tally) in _tallies)
            if (_tallies.Count >= MaxTallies && tally.Told)
                _tallies.TryRemove(key, out _);
        if (_tallies.Count >= MaxTallies)
            _tallies.Clear();
    }

    private sealed class Tally(long ends)
    {
        private readonly Lock _lock = new();
        private long _known;
        private long _unsent;

        public long Ends => ends;

        public bool Told
        {
            get
            {
                lock (_lock)
                    return _unsent == 0;
            }
        }

        public (long Send, long Known) Take(long by)
        {
            lock (_lock)
            {
                var send = by + _unsent;
                _unsent = 0;
                return (send, _known);
            }
        }

        /// <summary>A total no greater than what was known before means that Redis came back empty.</summary>
        public long Answered(long total, long knownBefore, long by)
        {
            lock (_lock)
            {
                if (total <= knownBefore)
                    return _known += by;
                _known = Math.Max(_known, total);
                return total;
            }
        }

        public long Unanswered(long sent, long by)
        {
            lock (_lock)
            {
                _unsent += sent;
                return _known += by;
            }
        }
    }
}
