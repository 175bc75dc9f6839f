using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>
/// The liquor runbook's line for people: <c>2026-01-05 12:34:56 [INFO] [OrderOrchestrator] [req_1] Order completed {"orderId":"1"}</c>,
/// in UTC. An exception's text follows on its own lines.
/// </summary>
internal sealed class HumanLine : ITextFormatter
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Format(LogEvent logEvent, TextWriter output)
    {
        string time = logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string level = LogLevels.Word(logEvent.Level).ToUpperInvariant();
        string context = LogFields.ShortContext(logEvent.Text(LogFields.Source));
        output.Write($"{time} [{level}] [{context}] [{logEvent.Text(LogFields.Correlation) ?? "-"}] ");
        output.Write(OneLine(logEvent.MessageTemplate.Text));
        string metadata = Metadata(logEvent);
        output.Write(metadata.Length > 2 ? " " + metadata + "\n" : "\n");
        if (logEvent.Exception is { } error)
        {
            output.Write(error.ToString());
            output.Write('\n');
        }
    }

    /// <summary>A line break or a terminal code in a message, which may hold what a caller sent, must not forge another line.</summary>
    private static string OneLine(string message)
    {
        if (!message.Any(char.IsControl))
        {
            return message;
        }

        var text = new StringBuilder(message.Length + 8);
        foreach (char letter in message)
        {
            _ = char.IsControl(letter) ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}") : text.Append(letter);
        }

        return text.ToString();
    }

    private static string Metadata(LogEvent line)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            MetadataJson.Write(json, line);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
