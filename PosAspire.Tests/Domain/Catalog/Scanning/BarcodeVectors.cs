using System.Globalization;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Domain.Catalog.Scanning;

/// <summary>The published cases; see vectors/SOURCE.md.</summary>
internal static class BarcodeVectors
{
    private static readonly ILookup<string, JsonObject> All =
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Domain", "Catalog", "Scanning", "vectors", "barcode_vectors.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .ToLookup(vector => vector.Text("op"));

    /// <summary>The cases of one operation; fails when it has not so many.</summary>
    public static IEnumerable<JsonObject> Of(string operation, int count)
    {
        Assert.Equal(count, All[operation].Count());
        return All[operation];
    }

    /// <summary>Runs every case and names each that came out otherwise.</summary>
    public static void Hold(string operation, int count, Func<JsonObject, string> actual, Func<JsonObject, string> expected) =>
        Assert.Empty(Of(operation, count)
            .Select(vector => (Vector: vector, Actual: actual(vector), Expected: expected(vector)))
            .Where(outcome => outcome.Actual != outcome.Expected)
            .Select(outcome => $"{outcome.Vector.Text("id")}: {outcome.Actual}, expected {outcome.Expected}"));

    public static string Text(this JsonObject vector, string field) => (string?)vector[field] ?? "";

    public static int Number(this JsonObject vector, string field) => int.Parse(vector.Text(field), CultureInfo.InvariantCulture);

    public static bool Ok(this JsonObject vector) => (bool)vector["ok"]!;
}
