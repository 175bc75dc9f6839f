using System.Globalization;
using Serilog.Events;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>Reads single facts off a line.</summary>
internal static class LogEventFacts
{
    public static string? Text(this LogEvent line, string property) => line.Scalar(property) as string;

    public static bool IsRequest(this LogEvent line) => line.Properties.ContainsKey(LogFields.IsRequest);

    /// <summary>The line's <c>Duration</c> in milliseconds, when it has one that is a number or a time span.</summary>
    public static double? Milliseconds(this LogEvent line)
    {
        object? value = line.Scalar(LogFields.Duration) ?? line.Scalar("duration") ?? line.Scalar("ElapsedMilliseconds") ?? line.Scalar("elapsed");
        return value switch
        {
            TimeSpan span => Math.Round(span.TotalMilliseconds, 3),
            double or float or decimal or int or long or short => Math.Round(Convert.ToDouble(value, CultureInfo.InvariantCulture), 3),
            _ => null,
        };
    }

    private static object? Scalar(this LogEvent line, string property) => (line.Properties.GetValueOrDefault(property) as ScalarValue)?.Value;
}
