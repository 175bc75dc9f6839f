using System.Text.Json.Nodes;
using PosAspire.ServiceDefaults.Database;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.ServiceDefaults.Health;

/// <summary>One part of a health body.</summary>
/// <param name="Name">Its key in the body.</param>
/// <param name="Problem">Null when the part is up.</param>
/// <param name="Facts">What else is told of it, by key.</param>
internal sealed record Indicator(string Name, Outage? Problem, params (string Key, Func<JsonNode?> Value)[] Facts)
{
    public static Indicator Database(ProbeResult probe, PoolNumbers pool, bool exhausted)
    {
        var outage = probe.Outage ?? (exhausted ? DatabaseOutage.PoolExhausted : null);
        // The restaurant runbook shows "timeout" beside "connection refused": no answer came.
        var time = probe.Outage is null ? Milliseconds(probe.ResponseTime) : "timeout";
        return new Indicator(
            "database",
            outage,
            ("response_time", () => time),
            ("connection_pool", () => new JsonObject { ["max"] = pool.Max, ["open"] = pool.Open, ["in_use"] = pool.InUse, ["idle"] = pool.Idle }));
    }

    /// <summary>Redis is never down in a body: without it everything works from memory (liquor runbook, incident 4).</summary>
    public static Indicator Redis(RedisState state)
    {
        var facts = new List<(string, Func<JsonNode?>)>
        {
            ("mode", () => state.Mode),
            ("hits", () => state.Hits),
            ("misses", () => state.Misses),
            ("hit_rate", () => state.HitRate is { } rate ? Math.Round(rate, 4) : null),
        };
        if (state.Degraded)
            facts.InsertRange(0, [("degraded", () => true), ("message", () => state.Problem)]);
        else if (state.ResponseTime is { } time)
            facts.Insert(0, ("response_time", () => Milliseconds(time)));
        return new Indicator("redis", null, [.. facts]);
    }

    public static Indicator Backup(Outage? problem, BackupRecord? newest)
    {
        if (newest is null)
            return new Indicator("backup", problem);
        var facts = new List<(string, Func<JsonNode?>)> { ("completed_at", () => HealthReport.Time(newest.CompletedAt)), ("verified", () => newest.Verified) };
        if (newest.Remark is { } remark)
            facts.Add(("message", () => remark));
        return new Indicator("backup", problem, [.. facts]);
    }

    private static string Milliseconds(TimeSpan time) => FormattableString.Invariant($"{Math.Ceiling(time.TotalMilliseconds):0}ms");
}
