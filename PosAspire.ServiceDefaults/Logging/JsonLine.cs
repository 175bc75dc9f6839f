using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PosAspire.ServiceDefaults.Masking;
using Serilog.Events;
using Serilog.Formatting;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>
/// One JSON object a line: the liquor runbook's <c>timestamp, level, message, context, correlationId, metadata</c> and the
/// restaurant runbook's <c>request_id, method, path, status_code, latency, client_ip, user_agent</c>. <c>duration</c> and
/// <c>latency_ms</c> are milliseconds as numbers, <c>latency</c> is the same as text with its unit.
/// </summary>
/// <param name="serviceName">Stands in <c>service</c>.</param>
/// <param name="upperCaseLevel">True on the console, where operators grep for <c>ERROR</c>; files and Loki have <c>error</c>.</param>
internal sealed class JsonLine(string serviceName, bool upperCaseLevel = false) : ITextFormatter
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Where the level's word stands: the timestamp before it always has the same length.
    private const int LevelAt = 49;

    // Console and file ask for the same line one after the other, on the thread that wrote it.
    [ThreadStatic]
    private static (LogEvent? Event, string Text) s_last;

    public void Format(LogEvent logEvent, TextWriter output)
    {
        if (!ReferenceEquals(s_last.Event, logEvent))
        {
            s_last = (logEvent, Render(logEvent));
        }

        ReadOnlySpan<char> text = s_last.Text;
        if (upperCaseLevel)
        {
            string level = LogLevels.Word(logEvent.Level);
            output.Write(text[..LevelAt]);
            output.Write(level.ToUpperInvariant());
            text = text[(LevelAt + level.Length)..];
        }

        output.Write(text);
        output.Write('\n');
    }

    private string Render(LogEvent logEvent)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            WriteHead(json, logEvent);
            WriteRequest(json, logEvent);
            WriteDuration(json, logEvent);
            WriteMetadata(json, logEvent);
            WriteException(json, logEvent);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteHead(Utf8JsonWriter json, LogEvent line)
    {
        json.WriteString("timestamp", line.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("level", LogLevels.Word(line.Level));
        json.WriteString("service", serviceName);
        json.WriteString("message", line.MessageTemplate.Text);
        json.WriteString("context", LogFields.ShortContext(line.Text(LogFields.Source)));
        if (line.Text(LogFields.Correlation) is { } id)
        {
            json.WriteString("correlationId", id);
            json.WriteString("request_id", id);
        }

        if (line.TraceId is { } trace && trace != default)
        {
            json.WriteString("trace_id", trace.ToString());
        }
    }

    private static void WriteRequest(Utf8JsonWriter json, LogEvent line)
    {
        if (!line.IsRequest())
        {
            return;
        }

        Write(json, "method", line, LogFields.Method);
        Write(json, "path", line, LogFields.Path);
        Write(json, "status_code", line, LogFields.StatusCode);
        if (line.Milliseconds() is { } latency)
        {
            json.WriteString("latency", string.Create(CultureInfo.InvariantCulture, $"{latency:0.0##}ms"));
            json.WriteNumber("latency_ms", latency);
        }

        Write(json, "client_ip", line, LogFields.ClientIp);
        Write(json, "user_agent", line, LogFields.UserAgent);
    }

    private static void WriteDuration(Utf8JsonWriter json, LogEvent line)
    {
        if (line.Milliseconds() is { } duration)
        {
            json.WriteNumber("duration", duration);
        }
    }

    private static void WriteMetadata(Utf8JsonWriter json, LogEvent line)
    {
        json.WritePropertyName("metadata");
        MetadataJson.Write(json, line);
    }

    private static void WriteException(Utf8JsonWriter json, LogEvent line)
    {
        if (line.Exception is not { } error)
        {
            return;
        }

        json.WriteStartObject("exception");
        json.WriteString("type", (error as MaskedException)?.OriginalType ?? error.GetType().FullName);
        json.WriteString("message", error.Message);
        json.WriteString("stack", error.ToString());
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string field, LogEvent line, string property)
    {
        if (line.Properties.TryGetValue(property, out LogEventPropertyValue? value))
        {
            json.WritePropertyName(field);
            MetadataJson.WriteValue(json, value);
        }
    }
}
