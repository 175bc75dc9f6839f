using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api;

/// <summary>Reading answers.</summary>
internal static class Answers
{
    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>())!;

    /// <summary>Checks that the answer is a whole problem with this status and code, and returns its sentence.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"Expected {(int)status} {code}, got {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal($"urn:posaspire:error:{code}", (string?)problem["type"]);
        Assert.Equal((int)status, (int?)problem["status"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["title"]));
        Assert.Equal(response.Headers.GetValues("X-Request-ID").Single(), (string?)problem["correlationId"]);
        var detail = (string?)problem["detail"];
        Assert.EndsWith(".", detail, StringComparison.Ordinal);
        return detail!;
    }

    /// <summary>Checks that everything one answer says is said by the other too, which may say more.</summary>
    public static void AssertSaysAllOf(this JsonNode? whole, JsonNode? part, string at = "$")
    {
        switch (part)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                    whole![name].AssertSaysAllOf(value, $"{at}.{name}");
                break;
            case JsonArray items:
                Assert.True(items.Count == whole!.AsArray().Count, at);
                for (var item = 0; item < items.Count; item++)
                    whole[item].AssertSaysAllOf(items[item], $"{at}[{item}]");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(part, whole), $"{at}: {part} and {whole}");
                break;
        }
    }
}
