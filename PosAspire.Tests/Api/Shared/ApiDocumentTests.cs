using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PosAspire.Tests.Api.Shared;

public sealed class ApiDocumentTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_document_is_valid_openapi()
    {
        using var guest = api.Anonymous();
        var (document, diagnostic) = await OpenApiDocument.LoadAsync(await guest.GetStreamAsync("/openapi/v1.json"), "json");
        Assert.Empty(diagnostic!.Errors.Select(error => $"{error.Pointer}: {error.Message}"));
        Assert.Empty(diagnostic.Warnings.Select(warning => $"{warning.Pointer}: {warning.Message}"));
        Assert.NotNull(document);
        Assert.Empty(document.Validate(ValidationRuleSet.GetDefaultRuleSet()).Select(error => $"{error.Pointer}: {error.Message}"));
    }

    [Fact]
    public async Task Every_body_has_an_example_in_words_of_a_shop()
    {
        var paths = JsonNode.Parse(await api.Anonymous().GetStringAsync("/openapi/v1.json"))!["paths"]!.AsObject();
        List<string> missing = [];
        foreach (var (path, operations) in paths)
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                var bodies = operation!["responses"]!.AsObject().Where(response => response.Key[0] == '2').Select(response => response.Value!["content"]?["application/json"])
                    .Append(operation["requestBody"]?["content"]?["application/json"]);
                missing.AddRange(bodies.OfType<JsonObject>().SelectMany(body => Dull(body["example"], "")).Select(what => $"{method} {path}: {what}"));
            }
        }

        Assert.True(missing.Count == 0, $"ApiWords has no word for:\n{string.Join('\n', missing.Distinct())}");
    }

    [Fact]
    public async Task What_must_happen_only_once_names_its_key()
    {
        var paths = JsonNode.Parse(await api.Anonymous().GetStringAsync("/openapi/v1.json"))!["paths"]!;
        var key = Assert.Single(paths["/api/v1/orders"]!["post"]!["parameters"]!.AsArray(), parameter => (string?)parameter!["name"] == "Idempotency-Key")!;
        Assert.Equal(("header", true), ((string?)key["in"], (bool?)key["required"]));
        Assert.DoesNotContain(paths["/api/v1/orders/quote"]!["post"]!["parameters"]?.AsArray() ?? [], parameter => (string?)parameter!["name"] == "Idempotency-Key");
    }

    [Fact]
    public async Task In_development_a_page_of_its_own_shows_the_document()
    {
        using var guest = api.Anonymous();
        using var page = await guest.GetAsync("/swagger/index.html");
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("PosAspire API", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal); // nothing from another host
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.True((await guest.GetAsync("/swagger/swagger-ui-bundle.js")).IsSuccessStatusCode);
    }

    /// <summary>No example, an empty one, or one that says nothing.</summary>
    private static IEnumerable<string> Dull(JsonNode? example, string path) => example switch
    {
        null when path.Length == 0 => ["no example"],
        JsonObject fields => fields.SelectMany(field => Dull(field.Value, $"{path}.{field.Key}")),
        JsonArray items => items.SelectMany(item => Dull(item, $"{path}[]")),
        JsonValue value when value.TryGetValue<string>(out var text) && text == "text" => [$"{path} says only \"text\""],
        _ => [],
    };
}
