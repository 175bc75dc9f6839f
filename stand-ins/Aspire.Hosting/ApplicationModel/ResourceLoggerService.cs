using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The newest output lines of every resource, and what the runner has to say about it.</summary>
public class ResourceLoggerService : IDisposable
{
    private const int BacklogLines = 10_000;

    private readonly ConcurrentDictionary<string, Backlog> _backlogs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Called with resource id, line, and whether it is an error, for every line.</summary>
    internal event Action<string, string, bool>? LineAdded;

    /// <summary>A logger whose lines appear among the resource's output.</summary>
    public ILogger GetLogger(IResource resource) => GetLogger(resource.Name);

    public ILogger GetLogger(string resourceName) => new LineLogger(this, resourceName);

    /// <summary>The lines kept so far, then new ones as they come, in batches.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => ReadAsync(resourceName, follow: true);

    /// <summary>The lines kept so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => ReadAsync(resourceName, follow: false);

    private async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(string resourceName, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (backlog, channel) = Get(resourceName).Subscribe();
        try
        {
            if (backlog.Count > 0)
            {
                yield return backlog;
            }
            while (follow && await channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                List<LogLine> batch = [];
                while (channel.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }
                yield return batch;
            }
        }
        finally
        {
            Get(resourceName).Unsubscribe(channel);
        }
    }

    public void Dispose()
    {
        foreach (var backlog in _backlogs.Values)
        {
            backlog.Complete();
        }
        GC.SuppressFinalize(this);
    }

    internal void Add(string resourceId, string line, bool isError)
    {
        Get(resourceId).Add(line, isError);
        LineAdded?.Invoke(resourceId, line, isError);
    }

    private Backlog Get(string resourceId) => _backlogs.GetOrAdd(resourceId, _ => new());

    private sealed class Backlog
    {
        private readonly Queue<LogLine> _lines = [];
        private readonly List<Channel<LogLine>> _watchers = [];
        private int _count;

        public void Add(string text, bool isError)
        {
            lock (_lines)
            {
                var line = new LogLine(++_count, text, isError);
                _lines.Enqueue(line);
                if (_lines.Count > BacklogLines)
                {
                    _lines.Dequeue();
                }
                _watchers.ForEach(w => w.Writer.TryWrite(line));
            }
        }

        public (IReadOnlyList<LogLine> Backlog, Channel<LogLine> Channel) Subscribe()
        {
            // A reader that falls this far behind loses the oldest lines, not the process its memory.
            var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(BacklogLines) { FullMode = BoundedChannelFullMode.DropOldest });
            lock (_lines)
            {
                _watchers.Add(channel);
                return ([.. _lines], channel);
            }
        }

        public void Unsubscribe(Channel<LogLine> channel)
        {
            lock (_lines)
            {
                _watchers.Remove(channel);
            }
        }

        public void Complete()
        {
            lock (_lines)
            {
                _watchers.ForEach(w => w.Writer.TryComplete());
            }
        }
    }

    private sealed class LineLogger(ResourceLoggerService service, string resourceId) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                service.Add(resourceId, formatter(state, exception) + (exception is null ? "" : $" {exception.Message}"), logLevel >= LogLevel.Error);
            }
        }
    }
}
