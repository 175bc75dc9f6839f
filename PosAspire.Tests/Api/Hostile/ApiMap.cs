using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Hostile;

/// <summary>An endpoint as the OpenAPI document describes it; hostile tests know nothing else of it.</summary>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Example">Of the JSON body; null when it reads none.</param>
/// <param name="Statuses">Every status that the document declares.</param>
internal sealed record Operation(
    string Method, string Path, IReadOnlyList<string> PathParameters, IReadOnlyList<string> QueryParameters, JsonObject? Example, bool NeedsKey, bool IsForEveryone, IReadOnlySet<int> Statuses)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Every endpoint of the document.</summary>
internal static class ApiMap
{
    private const string Json = "application/json";

    public static async Task<IReadOnlyList<Operation>> ReadAsync(ApiHost api)
    {
        using var guest = api.Anonymous();
        var document = (await guest.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!;
        List<Operation> operations =
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select Read(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()),
        ];
        Assert.True(operations.Count > 10, $"Only {operations.Count} endpoints are in the document.");
        return operations;
    }

    private static Operation Read(string method, string path, JsonObject operation)
    {
        var parameters = operation["parameters"]?.AsArray().Select(parameter => (Name: (string)parameter!["name"]!, In: (string)parameter["in"]!)).ToList() ?? [];
        return new(
            method,
            path,
            [.. parameters.Where(parameter => parameter.In == "path").Select(parameter => parameter.Name)],
            [.. parameters.Where(parameter => parameter.In == "query").Select(parameter => parameter.Name)],
            operation["requestBody"]?["content"]?[Json]?["example"] as JsonObject,
            parameters.Any(parameter => parameter is { In: "header", Name: "Idempotency-Key" }),
            operation["security"] is null,
            operation["responses"]!.AsObject().Select(response => int.Parse(response.Key, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet());
    }
}
