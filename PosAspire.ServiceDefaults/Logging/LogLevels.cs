using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>The runbooks' four level words, and which of the libraries' lines are worth reading.</summary>
internal static class LogLevels
{
    /// <summary>Npgsql writes each executed command here, parameters left out.</summary>
    private const string SqlCategory = "Npgsql.Command";

    public static string Word(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warn",
        _ => "error",
    };

    public static void Apply(ILoggingBuilder logging, LogLevel lowest)
    {
        LogLevel quiet = Higher(lowest, LogLevel.Warning);
        logging.SetMinimumLevel(lowest);
        logging.AddFilter("Microsoft", quiet);
        logging.AddFilter("System", quiet);
        logging.AddFilter("Polly", quiet);
        logging.AddFilter("Npgsql", quiet);
        logging.AddFilter("Microsoft.Hosting.Lifetime", Higher(lowest, LogLevel.Information));
        // The handler of unhandled exceptions writes its own line, with the correlation id.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        // EF Core's commands reach PostgreSQL through Npgsql, which writes each here; EF Core's own line would be the second.
        logging.AddFilter(SqlCategory, lowest == LogLevel.Debug ? LogLevel.Debug : quiet);
    }

    private static LogLevel Higher(LogLevel left, LogLevel right) => left > right ? left : right;
}
