using System.Diagnostics.Metrics;

namespace PosAspire.ServiceDefaults.Redis;

/// <summary>What an operator may know of Redis at one moment.</summary>
/// <param name="Degraded">Redis does not answer; this process works from memory.</param>
/// <param name="Mode"><c>redis</c> or <c>in-memory</c>.</param>
/// <param name="Problem">Why it is degraded, in words without secrets; null when it is not.</param>
/// <param name="ResponseTime">How long Redis took to answer last; null when it did not.</param>
/// <param name="Hits">Cache reads served from memory or Redis since the start.</param>
/// <param name="Misses">Cache reads that had to make the value.</param>
public readonly record struct RedisState(bool Degraded, string Mode, string? Problem, TimeSpan? ResponseTime, long Hits, long Misses)
{
    /// <summary>The share of reads served from the cache, 0 to 1; null before the first read.</summary>
    public double? HitRate => Hits + Misses == 0 ? null : (double)Hits / (Hits + Misses);
}

/// <summary>Counts the cache's reads and holds the link's state, for health and metrics (meter <c>PosAspire.Redis</c>).</summary>
public sealed class RedisStatus
{
    private readonly Lock _lock = new();
    private (bool Up, string? Problem, TimeSpan? ResponseTime) _link = (false, "not connected yet", null);
    private long _hits;
    private long _misses;

    public RedisStatus(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("PosAspire.Redis");
        meter.CreateObservableCounter("pos.cache.hits", () => Interlocked.Read(ref _hits), description: "Cache reads served from memory or Redis.");
        meter.CreateObservableCounter("pos.cache.misses", () => Interlocked.Read(ref _misses), description: "Cache reads that had to make the value.");
        meter.CreateObservableGauge("pos.redis.degraded", () => Read().Degraded ? 1 : 0, description: "1 while Redis does not answer.");
    }

    /// <summary>The state of this moment; touches nothing outside the process.</summary>
    public RedisState Read()
    {
        lock (_lock)
            return new RedisState(
                !_link.Up, _link.Up ? "redis" : "in-memory", _link.Problem, _link.ResponseTime, Interlocked.Read(ref _hits), Interlocked.Read(ref _misses));
    }

    internal void Hit() => Interlocked.Increment(ref _hits);

    internal void Miss() => Interlocked.Increment(ref _misses);

    internal void Up(TimeSpan responseTime)
    {
        lock (_lock)
            _link = (true, null, responseTime);
    }

    internal void Down(string problem)
    {
        lock (_lock)
            _link = (false, problem, null);
    }
}
