using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosAspire.ServiceDefaults.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>
/// Every line goes from Microsoft.Extensions.Logging through the mask to the console and the files; a sink that is added
/// behind the mask never sees a secret.
/// </summary>
internal static class LogPipeline
{
    public static void Add(IHostApplicationBuilder builder, string serviceName)
    {
        LogSettings settings = LogSettings.Read(builder, serviceName);
        builder.Logging.ClearProviders();
        LogLevels.Apply(builder.Logging, settings.Level);
        // What the log itself cannot write must show somewhere.
        SelfLog.Enable(Console.Error);
        Logger logger = Create(settings);
        // Made by the container, which disposes of nothing that it is handed ready: the sinks' thread and files end with the host.
        builder.Services.AddSingleton<ILoggerProvider>(_ => new SerilogLoggerProvider(logger, dispose: true));
    }

    private static Logger Create(LogSettings settings)
    {
        var json = new JsonLine(settings.ServiceName);
        LoggerConfiguration sinks = new LoggerConfiguration().MinimumLevel.Verbose();
        sinks.WriteTo.Sink(new ConsoleSink(settings.IsHumanReadable ? new HumanLine() : new JsonLine(settings.ServiceName, upperCaseLevel: true)));
        string? unwritable = AddFiles(sinks, settings, json);
        Logger masked = new LoggerConfiguration().MinimumLevel.Verbose()
            .WriteTo.Sink(new MaskingSink(sinks.CreateLogger()))
            .CreateLogger();
        if (unwritable is not null)
        {
            masked.Warning("Log files are off: directory {Directory} cannot be written ({Reason})", settings.Directory, unwritable);
        }

        return masked;
    }

    /// <summary>The reason why there are no files, or null. A container with a read-only root logs to its console alone.</summary>
    private static string? AddFiles(LoggerConfiguration sinks, LogSettings settings, ITextFormatter format)
    {
        try
        {
            Directory.CreateDirectory(settings.Directory);
            string probe = Path.Combine(settings.Directory, $".writable-{Environment.ProcessId}-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return settings.IsDirectoryChosen
                ? throw new SettingException("LOG_DIRECTORY", $"is \"{settings.Directory}\", which cannot be written: {error.Message}")
                : error.Message;
        }

        LogFiles.Add(sinks, settings, format);
        return null;
    }
}
