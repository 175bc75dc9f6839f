using System.Text.Json.Nodes;

namespace PosAspire.Tests.Support.Stripe;

/// <summary>Objects in the shape of Stripe's published examples, with the fake's own values in them.</summary>
internal static class FakeStripeObjects
{
    private static readonly JsonNode Examples =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Support/Stripe/vectors/stripe_fixtures_subset.json")))!["resources"]!;

    public static JsonNode Example(string name) => Examples[name]!.DeepClone();

    public static JsonNode Of(string name, Dictionary<string, JsonNode?> values)
    {
        var json = (JsonObject)Example(name);
        foreach (var (key, value) in values)
            json[key] = value;
        return json;
    }

    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> entries)
        => new(entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value))));

    public static JsonNode List(string address, IEnumerable<JsonNode> data, bool hasMore) => new JsonObject
    {
        ["object"] = "list",
        ["url"] = address,
        ["has_more"] = hasMore,
        ["data"] = new JsonArray([.. data]),
    };
}
