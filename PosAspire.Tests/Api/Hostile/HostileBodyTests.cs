using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Hostile;

/// <summary>Bodies that are no JSON, too much of it, or another shape, at every endpoint that reads a body.</summary>
public sealed class HostileBodyTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Sale = """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[{"type":"cash","amountMinor":1000000}]}""";

    private static readonly ParallelOptions Together = new() { MaxDegreeOfParallelism = Attacker.AtOnce };

    [Fact]
    public async Task The_json_suite_is_refused_with_a_code_and_writes_nothing()
    {
        using var attacker = new Attacker(api);
        var before = await attacker.RowsAsync();
        var places = from operation in await ReadersAsync() from json in Vectors.JsonSuite select (operation, json);
        await Parallel.ForEachAsync(places, Together, async (place, _) =>
        {
            var (operation, json) = place;
            var (status, code) = await attacker.SendAsync(operation, await attacker.RequestAsync(operation, Attacker.Raw(json.Bytes)), json.Name);
            if (json.IsBroken)
                Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType && code?.StartsWith("request.", StringComparison.Ordinal) == true, $"{operation}, {json.Name} → {status} {code}");
        });
        Assert.Equal(before, await attacker.RowsAsync());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_told_so_by_every_endpoint()
    {
        using var attacker = new Attacker(api);
        var large = Encoding.UTF8.GetBytes($$"""{"padding":"{{new string('x', PosAspire.Api.ApiSetup.MaxBodyBytes)}}"}""");
        foreach (var operation in await ReadersAsync())
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "request.too_large"), await attacker.SendAsync(operation, await attacker.RequestAsync(operation, Attacker.Raw(large)), "large"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=\"klingon\"")]
    [InlineData("application/jsonp")]
    [InlineData("json")]
    [InlineData("*/*")]
    public async Task Another_format_is_told_so_by_every_endpoint(string type)
    {
        using var attacker = new Attacker(api);
        foreach (var operation in await ReadersAsync())
        {
            var (status, code) = await attacker.SendAsync(operation, await attacker.RequestAsync(operation, Attacker.Raw(Encoding.UTF8.GetBytes(operation.Example!.ToJsonString()), type)), type);
            Assert.Equal((operation, HttpStatusCode.UnsupportedMediaType, "request.unsupported_media_type"), (operation, status, code));
        }
    }

    public static TheoryData<string, string> Sales => new()
    {
        { "request.invalid_json", new string('[', 100_000) },
        { "request.unknown_field", string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40) },
        { "request.invalid_json", Sale.Replace("\"quantity\":1", "\"quantity\":1,\"quantity\":2", StringComparison.Ordinal) },
        { "request.invalid_json", Sale.Replace("\"quantity\":1", "\"quantity\":NaN", StringComparison.Ordinal) },
        { "request.invalid_json", Sale.Replace("\"quantity\":1", "\"quantity\":1e999", StringComparison.Ordinal) },
        { "request.invalid_json", Sale.Replace("\"quantity\":1", "\"quantity\":99999999999999999999", StringComparison.Ordinal) },
        { "request.invalid_json", Sale.Replace("\"quantity\":1", "\"quantity\":1.5", StringComparison.Ordinal) },
        { "request.invalid_json", Sale.Replace("\"quantity\":1", "\"quantity\":\"1\"", StringComparison.Ordinal) },
        { "request.invalid_json", Sale.Replace("1000000", "9223372036854775808", StringComparison.Ordinal) },
        { "request.invalid_json", Sale.Replace("\"LIQ1\"", "\"\\ud800\"", StringComparison.Ordinal) },
        { "request.invalid_json", "{\"location\":\"LIQ1\",\"location\":\"STK1\"}" },
        { "request.invalid_json", Sale + Sale },
        { "request.missing_body", "null" },
        { "request.invalid_json", Sale.Replace("[{\"barcode\"", "[null,{\"barcode\"", StringComparison.Ordinal) },
        { "request.unknown_field", Sale.Replace("\"quantity\":1", "\"quantity\":1,\"priceMinor\":1", StringComparison.Ordinal) },
        { "request.unknown_field", Sale.Replace("{\"location\"", "{\"__proto__\":{},\"location\"", StringComparison.Ordinal) },
        { "order.too_many_lines", Sale.Replace("{\"barcode\":\"000400203940\",\"quantity\":1}", string.Join(',', Enumerable.Repeat("{\"barcode\":\"000400203940\",\"quantity\":1}", 501)), StringComparison.Ordinal) },
        { "order.no_lines", Sale.Replace("{\"barcode\":\"000400203940\",\"quantity\":1}", "", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Sales))]
    public async Task A_sale_out_of_shape_is_refused_with_its_code_and_writes_nothing(string code, string body)
    {
        using var attacker = new Attacker(api);
        var before = await attacker.RowsAsync();
        var operation = (await ApiMap.ReadAsync(api)).First(operation => operation is { Path: "/api/v1/orders", Method: "POST" });
        var (status, found) = await attacker.SendAsync(operation, await attacker.RequestAsync(operation, Attacker.Raw(Encoding.UTF8.GetBytes(body))), body);
        Assert.Equal((code, true), (found, status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity));
        Assert.Equal(before, await attacker.RowsAsync());
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_told_so()
    {
        using var guest = api.Anonymous();
        await (await guest.GetAsync($"/api/v1/public/menu?location={new string('x', 10_000)}")).ProblemAsync(HttpStatusCode.RequestUriTooLong, "request.uri_too_long");
    }

    [Fact]
    public async Task The_example_of_every_body_is_understood()
    {
        using var attacker = new Attacker(api);
        foreach (var operation in await ReadersAsync())
        {
            var (status, code) = await attacker.SendAsync(operation, await attacker.RequestAsync(operation, Attacker.Json(JsonNode.Parse(operation.Example!.ToJsonString()))), "example");
            Assert.True(code?.StartsWith("request.", StringComparison.Ordinal) != true || code == "request.version_conflict", $"{operation} → {status} {code}: {operation.Example}");
        }
    }

    private async Task<IReadOnlyList<Operation>> ReadersAsync() => [.. (await ApiMap.ReadAsync(api)).Where(operation => operation.Example is not null)];
}
