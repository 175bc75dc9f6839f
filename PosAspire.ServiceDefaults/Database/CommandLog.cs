using Microsoft.Extensions.Logging;

namespace PosAspire.ServiceDefaults.Database;

/// <summary>
/// Stands between Npgsql and the host's log. Npgsql reports every command when it completes; this makes a warning of the slow ones
/// and leaves the rest to level debug. It sees every command of the pool, whether the context or plain SQL sent it. Parameters are
/// never part of the text.
/// </summary>
internal sealed class CommandLog(ILoggerFactory logs) : ILoggerFactory
{
    /// <summary>A command that takes longer is a slow query (liquor runbook, alert rules).</summary>
    public static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(1);

    /// <summary>Longer SQL is cut in the log.</summary>
    private const int MaxText = 2_000;

    public ILogger CreateLogger(string categoryName)
    {
        var log = logs.CreateLogger(categoryName);
        return categoryName == "Npgsql.Command" ? new CommandLogger(log, logs.CreateLogger<DatabasePool>()) : log;
    }

    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    public void Dispose()
    {
        // The host owns the factory behind this one.
    }

    private sealed class CommandLogger(ILogger log, ILogger slow) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.BeginScope(state);

        // Npgsql measures a command only when someone listens at information.
        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Information || log.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Information && state is IReadOnlyList<KeyValuePair<string, object?>> values
                && Find(values, "DurationMs") is long duration && duration > SlowAfter.TotalMilliseconds)
                slow.LogWarning("Slow query ({Duration} ms): {CommandText}", duration, Text(values));
            var level = logLevel == LogLevel.Information ? LogLevel.Debug : logLevel;
            if (log.IsEnabled(level))
                log.Log(level, eventId, state, exception, formatter);
        }

        private static object? Find(IReadOnlyList<KeyValuePair<string, object?>> values, string key)
        {
            for (var index = 0; index < values.Count; index++)
                if (values[index].Key == key)
                    return values[index].Value;
            return null;
        }

        private static string Text(IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            var text = Find(values, "CommandText") as string
                ?? (Find(values, "BatchCommands") is IEnumerable<string> batch ? string.Join("; ", batch) : "?");
            return text.Length <= MaxText ? text : text[..MaxText] + "…";
        }
    }
}
