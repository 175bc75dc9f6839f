using System.Globalization;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.ServiceDefaults.Correlation;
using PosAspire.ServiceDefaults.Masking;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>Stands before every other sink: masks message, properties and exception, and adds the correlation id.</summary>
internal sealed class MaskingSink(Logger sinks) : ILogEventSink, IDisposable
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    public void Emit(LogEvent logEvent)
    {
        // A start that the operator can mend ends with its own sentence (StartFailure), not with the host's stack trace.
        if (SourceOf(logEvent) == HostCategory && StartFailure.Sentence(logEvent.Exception) is not null)
        {
            return;
        }

        var properties = new List<LogEventProperty>(logEvent.Properties.Count + 1);
        foreach ((string name, LogEventPropertyValue value) in logEvent.Properties)
        {
            if (!LogFields.IsUnseen(name) || IsHole(logEvent.MessageTemplate, name))
            {
                properties.Add(new LogEventProperty(name, MaskedValue.Of(name, value)));
            }
        }

        if (CorrelationContext.Current is { } id && !logEvent.Properties.ContainsKey(LogFields.Correlation))
        {
            properties.Add(new LogEventProperty(LogFields.Correlation, new ScalarValue(id)));
        }

        MaskedException? exception = logEvent.Exception is null ? null : new MaskedException(logEvent.Exception);
        sinks.Write(new LogEvent(logEvent.Timestamp, logEvent.Level, exception, Message(logEvent, properties), properties, logEvent.TraceId ?? default, logEvent.SpanId ?? default));
    }

    public void Dispose() => sinks.Dispose();

    private static bool IsHole(MessageTemplate template, string name)
    {
        foreach (MessageTemplateToken token in template.Tokens)
        {
            if (token is PropertyToken hole && hole.PropertyName == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The finished text: holes are filled with masked values, and what a caller wrote into the template itself is masked too.</summary>
    private static MessageTemplate Message(LogEvent line, List<LogEventProperty> properties)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (MessageTemplateToken token in line.MessageTemplate.Tokens)
        {
            LogEventPropertyValue? value = token is PropertyToken hole ? properties.Find(property => property.Name == hole.PropertyName)?.Value : null;
            switch (token, value)
            {
                // Serilog would put quotes around a text; the runbooks' messages have none.
                case (_, ScalarValue { Value: string plain }): text.Write(plain); break;
                case (PropertyToken formatted, not null): value.Render(text, formatted.Format, CultureInfo.InvariantCulture); break;
                default: token.Render(line.Properties, text, CultureInfo.InvariantCulture); break;
            }
        }

        return new MessageTemplate([new TextToken(Masker.Text(text.ToString()))]);
    }

    private static string? SourceOf(LogEvent line) => (line.Properties.GetValueOrDefault(LogFields.Source) as ScalarValue)?.Value as string;
}
