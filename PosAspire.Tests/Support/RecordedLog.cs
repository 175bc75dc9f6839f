using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PosAspire.Tests.Support;

/// <summary>Keeps every log line as "Level message exception".</summary>
public sealed class RecordedLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Puts the log into a host.</summary>
    public ILoggerProvider Provider() => new RecorderProvider(_lines);

    private sealed class RecorderProvider(ConcurrentQueue<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Recorder(lines);

        public void Dispose()
        {
            // Lines are read after the host has gone.
        }
    }

    private sealed class Recorder(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
