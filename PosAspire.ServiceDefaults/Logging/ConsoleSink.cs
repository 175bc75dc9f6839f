using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>Writes each line to the standard output in one piece, so that lines of many threads do not mix.</summary>
internal sealed class ConsoleSink(ITextFormatter format) : ILogEventSink
{
    private readonly Lock _oneLineAtATime = new();

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        format.Format(logEvent, line);
        lock (_oneLineAtATime)
        {
            Console.Out.Write(line.ToString());
        }
    }
}
