using System.Globalization;
using System.Text.Json;
using Serilog.Events;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>Writes a line's own properties as a JSON object, numbers as numbers.</summary>
internal static class MetadataJson
{
    public static void Write(Utf8JsonWriter json, LogEvent line)
    {
        bool isRequest = line.IsRequest();
        json.WriteStartObject();
        foreach ((string name, LogEventPropertyValue value) in line.Properties)
        {
            if (LogFields.IsMetadata(name, isRequest))
            {
                json.WritePropertyName(LogFields.CamelCase(name));
                WriteValue(json, value);
            }
        }

        json.WriteEndObject();
    }

    public static void WriteValue(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (LogEventPropertyValue element in sequence.Elements)
                {
                    WriteValue(json, element);
                }

                json.WriteEndArray();
                break;
            case StructureValue structure:
                WriteObject(json, structure.Properties.Select(member => (member.Name, member.Value)));
                break;
            case DictionaryValue dictionary:
                WriteObject(json, dictionary.Elements.Select(pair => (Convert.ToString(pair.Key.Value, CultureInfo.InvariantCulture) ?? "", pair.Value)));
                break;
            case ScalarValue scalar:
                WriteScalar(json, scalar.Value);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<(string Name, LogEventPropertyValue Value)> members)
    {
        json.WriteStartObject();
        foreach ((string name, LogEventPropertyValue value) in members)
        {
            json.WritePropertyName(LogFields.CamelCase(name));
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int or short or byte or long: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case decimal amount: json.WriteNumberValue(amount); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case TimeSpan span: json.WriteNumberValue(span.TotalMilliseconds); break;
            case DateTime time: json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset time: json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
