using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

public interface IStripeEntity
{
    StripeResponse StripeResponse { get; set; }
}

public interface IHasId
{
    string Id { get; set; }
}

/// <summary>Something that Stripe sent.</summary>
public abstract class StripeEntity : IStripeEntity
{
    /// <summary>The answer it came in; null of what stood inside another.</summary>
    [JsonIgnore]
    public StripeResponse StripeResponse { get; set; }
}

public abstract class StripeEntity<T> : StripeEntity
    where T : StripeEntity<T>;

public class StripeList<T> : StripeEntity<StripeList<T>>
{
    public List<T> Data { get; set; }

    public bool HasMore { get; set; }
}

public class StripeSearchResult<T> : StripeEntity<StripeSearchResult<T>>
{
    public List<T> Data { get; set; }

    public bool HasMore { get; set; }
}

/// <summary>How answers are read: names in snake case, times in seconds since 1970.</summary>
internal static class EntityJson
{
    public static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, MaxDepth = 128, Converters = { new Seconds() } };

    private sealed class Seconds : JsonConverter<DateTime>
    {
        public override bool HandleNull => true;

        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => reader.TokenType == JsonTokenType.Null ? DateTime.UnixEpoch : DateTime.UnixEpoch.AddSeconds(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
            => writer.WriteNumberValue(new DateTimeOffset(value).ToUnixTimeSeconds());
    }
}

/// <summary>Something that Stripe names, or sends whole when asked to expand it.</summary>
[JsonConverter(typeof(ExpandableConverter))]
internal sealed record Expandable<T>(string Id, T Whole)
    where T : IHasId;

internal sealed class ExpandableConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => true;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()));

    private sealed class Of<T> : JsonConverter<Expandable<T>>
        where T : IHasId
    {
        public override Expandable<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                return new(reader.GetString(), default);
            var whole = JsonSerializer.Deserialize<T>(ref reader, options);
            return new(whole.Id, whole);
        }

        public override void Write(Utf8JsonWriter writer, Expandable<T> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
    }
}
