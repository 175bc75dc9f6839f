using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>What the operator chose about the log; read once while the host is built.</summary>
/// <param name="ServiceName">The name in every line, for example <c>liquor-pos-backend</c>.</param>
/// <param name="Level">The lowest level that is written (<c>LOG_LEVEL</c>, INFO when missing).</param>
/// <param name="IsHumanReadable">True in development: the console writes for people; elsewhere it writes JSON.</param>
/// <param name="Directory">Where the files go (<c>LOG_DIRECTORY</c>, <c>logs</c> when missing).</param>
/// <param name="IsDirectoryChosen">True when the operator named the directory: then it must be writable.</param>
/// <param name="FileBytes">Size at which a file is closed and the next begun (<c>LOG_FILE_MAX_MB</c>).</param>
/// <param name="Retention">Age at which a file is deleted (<c>LOG_RETENTION_DAYS</c>).</param>
internal sealed record LogSettings(
    string ServiceName,
    LogLevel Level,
    bool IsHumanReadable,
    string Directory,
    bool IsDirectoryChosen,
    long FileBytes,
    TimeSpan Retention)
{
    private const string DefaultDirectory = "logs";
    private const int DefaultFileMegabytes = 50;
    private const int MaxFileMegabytes = 10_000;
    private const int DefaultRetentionDays = 30;
    private const int MaxRetentionDays = 3650;
    private const long BytesPerMegabyte = 1024 * 1024;

    public static LogSettings Read(IHostApplicationBuilder builder, string serviceName)
    {
        IConfiguration configuration = builder.Configuration;
        LogLevel level = configuration.Word("LOG_LEVEL", "DEBUG", "INFO", "WARN", "ERROR") switch
        {
            "DEBUG" => LogLevel.Debug,
            "WARN" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            _ => LogLevel.Information,
        };
        return new LogSettings(
            serviceName,
            level,
            builder.Environment.IsDevelopment(),
            configuration.Text("LOG_DIRECTORY") ?? DefaultDirectory,
            configuration.Text("LOG_DIRECTORY") is not null,
            (configuration.Number("LOG_FILE_MAX_MB", 1, MaxFileMegabytes) ?? DefaultFileMegabytes) * BytesPerMegabyte,
            TimeSpan.FromDays(configuration.Number("LOG_RETENTION_DAYS", 1, MaxRetentionDays) ?? DefaultRetentionDays));
    }
}
