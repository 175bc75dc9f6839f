using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using PosAspire.ServiceDefaults.Shutdown;

namespace PosAspire.ServiceDefaults.Health;

/// <summary>
/// Writes the one body that both runbooks can read: NestJS Terminus's <c>status, info, error, details</c> (liquor) and
/// <c>timestamp, version, environment, checks</c> (restaurant). Only the word in <c>status</c> differs.
/// </summary>
internal sealed class HealthReport(IHostEnvironment environment, TimeProvider time)
{
    private static readonly string Version =
        (Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "1.0.0").Split('+')[0];

    private readonly long _started = time.GetTimestamp();

    public JsonObject Body(HealthWords words, HostPhase phase, IReadOnlyList<Indicator> indicators)
    {
        if (phase != HostPhase.Running)
        {
            indicators = [.. indicators, new Indicator("application", new(phase == HostPhase.Starting ? "starting" : "shutting down"))];
        }

        var (info, error, details, checks) = (new JsonObject(), new JsonObject(), new JsonObject(), new JsonObject());
        foreach (var indicator in indicators)
        {
            details[indicator.Name] = Terminus(indicator);
            (indicator.Problem is null ? info : error)[indicator.Name] = Terminus(indicator);
            checks[indicator.Name] = Check(indicator);
        }

        checks["api"] = new JsonObject { ["status"] = "healthy", ["uptime"] = Uptime(time.GetElapsedTime(_started)) };
        return new JsonObject
        {
            ["status"] = Status(words, phase, error.Count == 0),
            ["timestamp"] = Time(time.GetUtcNow()),
            ["version"] = Version,
            ["environment"] = environment.EnvironmentName.ToLowerInvariant(),
            ["info"] = info,
            ["error"] = error,
            ["details"] = details,
            ["checks"] = checks,
        };
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>As Go writes a duration, which the restaurant runbook shows: 72h15m30s, 15m30s, 30s.</summary>
    public static string Uptime(TimeSpan up) => up switch
    {
        { TotalHours: >= 1 } => FormattableString.Invariant($"{(long)up.TotalHours}h{up.Minutes}m{up.Seconds}s"),
        { TotalMinutes: >= 1 } => FormattableString.Invariant($"{up.Minutes}m{up.Seconds}s"),
        _ => FormattableString.Invariant($"{up.Seconds}s"),
    };

    /// <summary>Terminus knows ok, error and shutting_down; a host that starts is an error to it.</summary>
    private static string Status(HealthWords words, HostPhase phase, bool well) => words switch
    {
        HealthWords.Restaurant => well ? "healthy" : "unhealthy",
        _ when well => "ok",
        _ => phase == HostPhase.ShuttingDown ? "shutting_down" : "error",
    };

    private static JsonObject Terminus(Indicator indicator)
    {
        var part = new JsonObject { ["status"] = indicator.Problem is null ? "up" : "down" };
        if (indicator.Problem is { } problem)
            part["message"] = problem.Liquor;
        return WithFacts(part, indicator);
    }

    private static JsonObject Check(Indicator indicator)
    {
        var part = new JsonObject { ["status"] = indicator.Problem is null ? "healthy" : "unhealthy" };
        if (indicator.Problem is { } problem)
            part["error"] = problem.Restaurant;
        return WithFacts(part, indicator);
    }

    private static JsonObject WithFacts(JsonObject part, Indicator indicator)
    {
        foreach (var (key, value) in indicator.Facts)
            part[key] = value();
        return part;
    }
}
