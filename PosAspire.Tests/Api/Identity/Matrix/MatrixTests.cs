using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using PosAspire.Api.Identity;
using PosAspire.Domain.Identity;

namespace PosAspire.Tests.Api.Identity.Matrix;

/// <summary>Every endpoint × every role × own and other shop, with real requests; the endpoints come from the running host.</summary>
public sealed class MatrixTests(SampleShop shop) : IClassFixture<SampleShop>
{
    private const string Table = "PosAspire.Tests/Api/Identity/Matrix/SampleRequests.cs";

    /// <summary>What anybody on the network may ask. A new line here is a decision.</summary>
    private static readonly string[] ForEveryone =
    [
        "POST /auth/login", "POST /auth/pin", "POST /auth/pin/people", "POST /auth/refresh", "GET /public/menu", "GET /public/restaurants", "GET /public/orders/{token}",
        "GET /public/images/{productId}/{hash}", "GET /openapi/{documentName}.json", "GET /", "POST /webhooks/qris", "POST /webhooks/stripe",
    ];

    // Written here once more by hand: the product's own table must not be its own proof.
    private static readonly Dictionary<string, string[]> RolesOf = new()
    {
        [Policies.Staff] = ["admin", "manager", "cashier", "server", "kitchen"],
        [Policies.Sell] = ["admin", "manager", "cashier", "server"],
        [Policies.Serve] = ["admin", "manager", "cashier", "server"],
        [Policies.Kitchen] = ["admin", "manager", "server", "kitchen"],
        [Policies.Manage] = ["admin", "manager"],
        [Policies.Admin] = ["admin"],
    };

    public static TheoryData<string> EveryRole => [.. Roles.All];

    [Fact]
    public void Every_endpoint_says_who_may_where_the_shop_comes_from_and_has_a_sample_request()
    {
        List<string> holes = [];
        foreach (var (name, endpoint) in Endpoints())
        {
            var policies = endpoint.Metadata.OfType<IAuthorizeData>().Select(data => data.Policy).ToList();
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                if (!ForEveryone.Contains(name) && !name.Contains(" /health", StringComparison.Ordinal))
                    holes.Add($"{name} lets everybody in: give it a policy, or put it on the list in {nameof(MatrixTests)} and say why in the commit.");
                continue;
            }

            if (policies is not [{ } policy])
                holes.Add($"{name} has no policy of its own, so nobody gets in: add .RequireAuthorization(Policies.…).");
            else if (!SampleRequests.Table.TryGetValue(name, out var sample))
                holes.Add($"{name} has no sample request: add one line to {Table}, with its policy, an address and a body that can be read.");
            else if (sample.Policy != policy)
                holes.Add($"{name} asks for \"{policy}\" and the table in {Table} says \"{sample.Policy}\": one of them is wrong.");
            if (endpoint.Metadata.GetMetadata<LocationRule>() is null)
                holes.Add($"{name} does not say where its shop comes from: add .AtLocation(LocationFrom.…) or .Everywhere().");
        }

        Assert.True(holes.Count == 0, string.Join('\n', holes.Distinct()));
        Assert.Empty(SampleRequests.Table.Keys.Except(Endpoints().Select(endpoint => endpoint.Name)));
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_token()
    {
        using var nobody = shop.Api.Anonymous();
        foreach (var (name, sample) in SampleRequests.Table)
        {
            using var request = shop.Request(name, sample);
            await (await nobody.SendAsync(request)).ProblemAsync(HttpStatusCode.Unauthorized, "auth.required");
        }
    }

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task A_role_opens_its_own_endpoints_at_its_own_shop_and_nothing_else(string role)
    {
        var rules = Endpoints().Where(endpoint => SampleRequests.Table.ContainsKey(endpoint.Name))
            .GroupBy(endpoint => endpoint.Name).ToDictionary(group => group.Key, group => group.First().Endpoint.Metadata.GetMetadata<LocationRule>());
        List<string> wrong = [];
        foreach (var (name, sample) in SampleRequests.Table)
        {
            var may = RolesOf[sample.Policy].Contains(role);
            var bound = rules[name]?.From is not null;
            await CheckAsync(name, sample, role, sample.Shop, may ? null : "auth.forbidden", wrong);
            await CheckAsync(name, sample, role, sample.Shop == "LIQ1" ? "STK1" : "LIQ1", !may ? "auth.forbidden" : bound ? "auth.other_location" : null, wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_list_that_names_no_shop_shows_nothing_of_another_shop()
    {
        using var elsewhere = shop.Api.With(shop.Token("admin", "STK1"));
        foreach (var (name, endpoint) in Endpoints())
        {
            if (endpoint.Metadata.GetMetadata<LocationRule>()?.From != LocationFrom.Query || !SampleRequests.Table.TryGetValue(name, out var sample))
                continue;
            using var request = shop.Request(name, sample with { Address = sample.Address.Replace($"location={sample.Shop}", "", StringComparison.Ordinal) });
            var response = await elsewhere.SendAsync(request);
            Assert.True((int)response.StatusCode < 500, name);
            Assert.False((await response.Content.ReadAsStringAsync()).Contains("LIQ1", StringComparison.Ordinal), $"{name} shows LIQ1 to somebody of STK1 when no shop is named.");
        }
    }

    private async Task CheckAsync(string name, Sample sample, string role, string place, string? refusal, List<string> wrong)
    {
        using var person = shop.Api.With(shop.Token(role, place));
        using var request = shop.Request(name, sample);
        using var response = await person.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream has no end to wait for.
        var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync();
        var code = (int)response.StatusCode < 400 ? null : (string?)JsonNode.Parse(text)?["code"];
        var (expected, right) = refusal is not null
            ? ($"403 {refusal}", response.StatusCode == HttpStatusCode.Forbidden && code == refusal)
            : ("to get in", code is null || (IsOfARoom(code) && (int)response.StatusCode is not (401 or 403 or >= 500)));
        if (!right)
            wrong.Add($"{name} as {role}@{place} for {sample.Shop}: expected {expected}, got {(int)response.StatusCode} {code}");
    }

    // A request that could not even be read has not come as far as the check of the shop: such a sample proves nothing.
    private static bool IsOfARoom(string code) => code == "request.version_conflict" || !code.StartsWith("request.", StringComparison.Ordinal);

    private IEnumerable<(string Name, RouteEndpoint Endpoint)> Endpoints() =>
        from endpoint in shop.Api.Endpoints
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let route = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        let below = route.StartsWith("/api/v1/", StringComparison.Ordinal) ? route[7..] : route.StartsWith("/api/", StringComparison.Ordinal) ? route[4..] : route
        select ($"{method} {below}", endpoint);
}
