using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Hostile;

/// <summary>The files beside this one; SOURCE.md says where they come from.</summary>
internal static class Vectors
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Api", "Hostile", "vectors");

    public static IReadOnlyList<string> NaughtyStrings { get; } =
        JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Folder, "blns_open.json")))!;

    public static IReadOnlyList<JsonCase> JsonSuite { get; } =
        [.. File.ReadLines(Path.Combine(Folder, "json_parsing_open.jsonl")).Select(line => Read(JsonNode.Parse(line)!))];

    private static JsonCase Read(JsonNode line)
    {
        var bytes = Convert.FromBase64String((string)(line["b64"] ?? line["gz_b64"] ?? line["gzip_b64"])!);
        return new((string)line["id"]!, (string)line["expect"]! == "reject", line["b64"] is null ? Unpack(bytes) : bytes);
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}

/// <param name="IsBroken">No parser may take it.</param>
internal sealed record JsonCase(string Name, bool IsBroken, byte[] Bytes);
