using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace PosAspire.Api.Shared;

/// <summary>
/// Makes an example of a body from its type: each field says what <see cref="ApiWords"/> has for its name. So every body has
/// an example from the day it exists, and none goes stale.
/// </summary>
internal static class ApiExamples
{
    // Bodies are a few levels deep; a type that holds itself would not end.
    private const int MaxDepth = 6;

    /// <summary>The example; null for a type that is no JSON.</summary>
    public static JsonNode? Of(Type type, JsonSerializerOptions json) => Of(type, "", json, 0);

    private static JsonNode? Of(Type type, string name, JsonSerializerOptions json, int depth)
    {
        if (depth > MaxDepth)
            return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = json.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Object(info, json, depth),
            JsonTypeInfoKind.Enumerable => Of(info.ElementType!, name, json, depth + 1) is { } element ? new JsonArray(element) : new JsonArray(),
            JsonTypeInfoKind.Dictionary => new JsonObject { ["en"] = Of(info.ElementType!, name, json, depth + 1) },
            _ => Value(type, name, json),
        };
    }

    private static JsonObject Object(JsonTypeInfo info, JsonSerializerOptions json, int depth)
    {
        var example = new JsonObject();
        foreach (var property in info.Properties.Where(property => property.Get is not null))
        {
            var path = $"{info.Type.Name}.{property.Name}";
            if (ApiWords.IsLeftOut(path))
                continue;
            example[property.Name] = ApiWords.Find(path) ?? Of(property.PropertyType, property.Name, json, depth + 1);
        }

        return example;
    }

    private static JsonNode? Value(Type type, string name, JsonSerializerOptions json)
    {
        if (ApiWords.Find(name) is { } word && Fits(word, type, json))
            return word;
        if (type == typeof(Guid))
            return ApiWords.Id;
        if (type == typeof(DateTime) || type == typeof(DateTimeOffset))
            return ApiWords.Moment;
        if (type == typeof(DateOnly))
            return ApiWords.Day;
        if (type == typeof(TimeOnly))
            return ApiWords.Time;
        if (type == typeof(bool))
            return false;
        if (type == typeof(string))
            return ApiWords.Text;
        return type.IsEnum ? JsonSerializer.SerializeToNode(Enum.GetValuesAsUnderlyingType(type).GetValue(0), json) : JsonSerializer.SerializeToNode(1, json);
    }

    /// <summary>One name can stand for a text here and for a number there.</summary>
    private static bool Fits(JsonNode word, Type type, JsonSerializerOptions json)
    {
        try
        {
            word.Deserialize(type, json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
