using System.Text;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Hostile;

/// <summary>Turns a good body into a doubtful one.</summary>
internal static class Mutations
{
    private const int MostCopies = 600;

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1", "2", "999999999999", "9223372036854775807", "-9223372036854775808", "1e400", "1.5", "\"\"", "\"x\"", "\"LIQ1\"", "\"STK1\"", "\"LIQ9\"",
        "\"000400203940\"", "\"00000000-0000-0000-0000-000000000000\"", "\"2026-02-30\"", "\"9999-12-31T23:59:59Z\"", "\"\\u0000\"", "\"\\ud800\"", "\"😀\"", "[]", "{}", "[null]", "[[[]]]", "{\"a\":1}",
    ];

    private static readonly string[] Raw = ["", "{", "[]", "null", "\"x\"", "1", "{}{}", "\u0000", "{\"a\":1,\"a\":2}", "<xml/>", "{\"location\":\"LIQ1\""];

    /// <summary>The bytes to send; often still good.</summary>
    public static byte[] Body(JsonObject example, Dice dice)
    {
        if (dice.Chance(5))
            return Encoding.UTF8.GetBytes(dice.Pick(Raw));
        var body = example.DeepClone();
        for (var changes = dice.Roll(4); changes > 0; changes--)
            Change(body, dice);
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    public static string Text(Dice dice) => dice.Roll(4) switch
    {
        0 => dice.Pick(Vectors.NaughtyStrings),
        1 => dice.Pick(Values).Trim('"'),
        2 => new string('x', dice.Roll(3_000)),
        _ => Guid.NewGuid().ToString(),
    };

    private static void Change(JsonNode node, Dice dice)
    {
        while (Children(node) is { Count: > 0 } children && dice.Chance(60))
            node = dice.Pick(children);
        if (node is JsonObject fields)
            ChangeObject(fields, dice);
        else if (node is JsonArray items)
            ChangeArray(items, dice);
    }

    private static void ChangeObject(JsonObject fields, Dice dice)
    {
        List<string> names = [.. fields.Select(field => field.Key)];
        if (names.Count == 0 || dice.Chance(10))
            fields["unknown"] = Value(dice);
        else if (dice.Chance(20))
            fields.Remove(dice.Pick(names));
        else
            fields[dice.Pick(names)] = dice.Chance(30) ? JsonValue.Create(Text(dice)) : Value(dice);
    }

    private static void ChangeArray(JsonArray items, Dice dice)
    {
        if (items.Count > 0 && dice.Chance(30))
            items.Clear();
        else if (items.Count > 0 && dice.Chance(40))
            for (var copies = dice.Chance(10) ? MostCopies : dice.Roll(4); copies > 0; copies--)
                items.Add(items[0]?.DeepClone());
        else
            items.Add(Value(dice));
    }

    private static List<JsonNode> Children(JsonNode node) => node switch
    {
        JsonObject fields => [.. fields.Select(field => field.Value).OfType<JsonNode>().Where(child => child is JsonObject or JsonArray)],
        JsonArray items => [.. items.OfType<JsonNode>().Where(child => child is JsonObject or JsonArray)],
        _ => [],
    };

    // What the parser here will not write (1e400, a lone surrogate) is covered by the JSON suite.
    private static JsonNode? Value(Dice dice)
    {
        var value = dice.Pick(Values);
        return value is "1e400" or "\"\\ud800\"" ? JsonValue.Create(0.1) : JsonNode.Parse(value);
    }
}
