using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosAspire.Workers.Backups.Catalogue;

/// <summary>
/// A record as a small JSON file that tells of itself whether it is whole: <c>{"sha256":"…","content":{…}}</c>, where the sum is over
/// the content's bytes as they stand there.
/// </summary>
public static class Sealed
{
    /// <summary>Larger ones are not read: nothing of the product's is.</summary>
    public const int MaxBytes = 1 << 20;

    private const string Sum = "sha256";
    private const string Content = "content";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static byte[] Write<T>(T record)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(record, Form);
        var head = $"{{\n\"{Sum}\": \"{Convert.ToHexStringLower(SHA256.HashData(content))}\",\n\"{Content}\": ";
        return [.. Encoding.ASCII.GetBytes(head), .. content, .. "\n}\n"u8];
    }

    /// <param name="name">The file's, for the sentence.</param>
    /// <exception cref="DamageException">It is not what was written.</exception>
    public static T Read<T>(byte[] file, string name)
    {
        if (!file.AsSpan().EndsWith("}\n"u8))
            throw new DamageException($"{name} is damaged: it is cut off.");
        try
        {
            using var document = JsonDocument.Parse(file);
            var parts = document.RootElement.EnumerateObject().ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal);
            var content = JsonElementBytes(parts[Content]);
            if (parts.Count == 2 && parts[Sum].GetString() == Convert.ToHexStringLower(SHA256.HashData(content)))
                return JsonSerializer.Deserialize<T>(content, Form) ?? throw new JsonException("It is empty.");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new DamageException($"{name} is damaged: it cannot be read ({problem.Message.TrimEnd('.')}).");
        }

        throw new DamageException($"{name} is damaged: its content is not the one it was sealed with.");
    }

    private static byte[] JsonElementBytes(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());
}
