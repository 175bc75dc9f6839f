using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace PosAspire.Tests.Api.Shared;

public sealed class EndpointTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_same_handlers_answer_under_both_prefixes()
    {
        var routes = api.Endpoints.SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}") ?? []).ToHashSet();
        var ours = routes.Where(route => route.Contains(" /api/v1/", StringComparison.Ordinal) && !route.EndsWith("/health", StringComparison.Ordinal)).ToList();
        Assert.True(ours.Count >= 7, string.Join('\n', routes));
        Assert.All(ours, route => Assert.Contains(route.Replace("/api/v1/", "/api/", StringComparison.Ordinal), routes));
        using var till = await api.SignedInAsync();
        Assert.Equal(await till.GetStringAsync("/api/v1/locations"), await till.GetStringAsync("/api/locations"));
    }

    [Fact]
    public async Task The_front_door_leads_to_the_web()
    {
        using var guest = api.Anonymous();
        var response = await guest.GetAsync("/");
        Assert.Equal((HttpStatusCode.Found, "http://web.test/"), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task The_document_lists_every_endpoint_with_its_problems_and_an_example_of_each()
    {
        using var guest = api.Anonymous();
        var document = await guest.GetFromJsonAsync<JsonObject>("/openapi/v1.json");
        var paths = document!["paths"]!.AsObject();
        foreach (var endpoint in api.Endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("health", StringComparison.Ordinal)))
        {
            var operation = paths[Regex.Replace(endpoint.RoutePattern.RawText!, ":[a-z]+}", "}")]?[endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0].ToLowerInvariant()];
            Assert.True(operation is not null, endpoint.DisplayName);
            var responses = operation["responses"]!.AsObject();
            Assert.Contains(responses, response => response.Key.StartsWith('2'));
            string[] expected = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? ["401", "403", "500", "503"] : ["500", "503"];
            Assert.All(expected, status => Assert.True(responses.ContainsKey(status), $"{endpoint.DisplayName} {status}"));
            foreach (var (status, response) in responses.Where(response => response.Key[0] is '4' or '5'))
                Assert.True(response!["content"]?["application/problem+json"]?["examples"]?.AsObject().Count > 0, $"{endpoint.DisplayName} {status}");
        }

        var sale = paths["/api/v1/orders"]!["post"]!["responses"]!.AsObject();
        Assert.Equal(["201", "202", "400", "401", "403", "404", "409", "413", "415", "422", "500", "503"], sale.Select(response => response.Key).Order(StringComparer.Ordinal));
        Assert.Contains("inventory.out_of_stock", sale["409"]!["content"]!["application/problem+json"]!["examples"]!.AsObject().Select(example => example.Key));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nowhere", HttpStatusCode.NotFound, "request.not_found")]
    [InlineData("DELETE", "/api/v1/orders", HttpStatusCode.MethodNotAllowed, "request.method_not_allowed")]
    public async Task An_address_that_is_not_there_is_a_problem_too(string method, string address, HttpStatusCode status, string code)
    {
        using var till = await api.SignedInAsync();
        using var request = new HttpRequestMessage(new(method), address);
        await (await till.SendAsync(request)).ProblemAsync(status, code);
    }
}
