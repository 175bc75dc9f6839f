using System.Text;
using System.Threading.Channels;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>
/// Writes lines to the standard output from a thread of its own, as many at once as are waiting, so that a request does not wait for a
/// terminal or a pipe, nor for the other requests that write. When the reader is too slow, whoever logs waits: no line is dropped.
/// </summary>
internal sealed class ConsoleSink : ILogEventSink, IDisposable
{
    private const int MaxWaiting = 10_000;
    private const int MaxAtOnce = 64 * 1024;
    private static readonly TimeSpan s_lastLines = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _waiting = Channel.CreateBounded<string>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly ITextFormatter _format;
    private readonly Thread _writer;

    public ConsoleSink(ITextFormatter format)
    {
        _format = format;
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "Console log" };
        // Without the context of whoever makes it, which may hold a whole host.
        _writer.UnsafeStart();
        // A host that ends without disposing its log still says its last words.
        AppDomain.CurrentDomain.ProcessExit += Exit;
    }

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        _format.Format(logEvent, line);
        string text = line.ToString();
        while (!_waiting.Writer.TryWrite(text))
        {
            if (_waiting.Reader.Completion.IsCompleted || !_waiting.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Exit;
        _waiting.Writer.TryComplete();
        _writer.Join(s_lastLines);
    }

    private void Exit(object? sender, EventArgs e) => Dispose();

    private void WriteAll()
    {
        var lines = new StringBuilder();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (lines.Length < MaxAtOnce && _waiting.Reader.TryRead(out string? line))
            {
                lines.Append(line);
            }

            Console.Out.Write(lines.ToString());
            lines.Clear();
        }
    }
}
