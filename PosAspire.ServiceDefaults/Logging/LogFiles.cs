using Serilog;
using Serilog.Events;
using Serilog.Formatting;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary><c>combined-*.log</c> with every line and <c>error-*.log</c> with the errors; a new file each day and at the size limit.</summary>
internal static class LogFiles
{
    // With the size limit this bounds the disk that a log can fill: the oldest files go first.
    private const int MaxFiles = 100;

    public static void Add(LoggerConfiguration sinks, LogSettings settings, ITextFormatter format)
    {
        AddFile(sinks, settings, format, "combined-.log", LogEventLevel.Verbose);
        AddFile(sinks, settings, format, "error-.log", LogEventLevel.Error);
    }

    private static void AddFile(LoggerConfiguration sinks, LogSettings settings, ITextFormatter format, string name, LogEventLevel lowest)
    {
        sinks.WriteTo.File(
            format,
            Path.Combine(settings.Directory, name),
            lowest,
            fileSizeLimitBytes: settings.FileBytes,
            rollingInterval: RollingInterval.Day,
            rollOnFileSizeLimit: true,
            retainedFileCountLimit: MaxFiles,
            retainedFileTimeLimit: settings.Retention);
    }
}
