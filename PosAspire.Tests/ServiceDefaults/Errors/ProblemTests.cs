using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PosAspire.Tests.ServiceDefaults.Probe;

namespace PosAspire.Tests.ServiceDefaults.Errors;

public class ProblemTests
{
    [Theory]
    [InlineData("GET", "/nowhere", null, 404, "request.not_found")]
    [InlineData("DELETE", "/say", null, 405, "request.method_not_allowed")]
    [InlineData("POST", "/say", "{\"text\":\"a\",\"colour\":1}", 400, "request.unknown_field")]
    [InlineData("POST", "/say", "{}", 400, "request.missing_field")]
    [InlineData("POST", "/say", "{\"text\":", 400, "request.invalid_json")]
    [InlineData("POST", "/say", "{\"text\":\"a\",\"text\":\"b\"}", 400, "request.invalid_json")]
    [InlineData("POST", "/say", "{\"text\":null}", 400, "request.invalid_json")]
    [InlineData("POST", "/say", "", 400, "request.missing_body")]
    [InlineData("GET", "/count", null, 400, "request.missing_parameter")]
    [InlineData("GET", "/count?limit=many", null, 400, "request.invalid_parameter")]
    [InlineData("GET", "/fail?text=geheim", null, 500, "server.error")]
    [InlineData("GET", "/database", null, 503, "database.unavailable")]
    public async Task Every_error_has_one_shape(string method, string path, string? body, int status, string code)
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await probe.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        JsonElement problem = JsonDocument.Parse(text).RootElement;

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["type", "title", "status", "detail", "code", "correlationId"], problem.EnumerateObject().Select(field => field.Name));
        Assert.Equal(($"urn:posaspire:error:{code}", code, status), (problem.GetProperty("type").GetString(), problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("many", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_format_is_415_and_a_too_large_body_is_413()
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        using var text = new StringContent("hello");
        using var large = new HttpRequestMessage(HttpMethod.Post, "/say") { Content = new StringContent(new string('a', 31_000_000), new MediaTypeHeaderValue("application/json")) };
        // The server answers before it reads the body, and the client waits for that.
        large.Headers.ExpectContinue = true;
        Assert.Contains("request.unsupported_media_type", await (await probe.Client.PostAsync(new Uri("/say", UriKind.Relative), text)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("request.too_large", await (await probe.Client.SendAsync(large)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=klingon", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=UTF-8", HttpStatusCode.OK)]
    [InlineData("application/json; charset=\"utf-8\"", HttpStatusCode.UnsupportedMediaType)]
    public async Task Json_is_utf_8(string type, HttpStatusCode expected)
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        using var content = new StringContent("{\"text\":\"a\"}");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using HttpResponseMessage response = await probe.Client.PostAsync(new Uri("/say", UriKind.Relative), content);
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("{\"text\":\"a\",\"colour\":1}", "\"colour\"")]
    [InlineData("{\"text\":\"a\",\"pin\":5}", "\"pin\"")]
    [InlineData("{}", "text")]
    public async Task The_sentence_names_the_field(string body, string expected)
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await probe.Client.PostAsync(new Uri("/say", UriKind.Relative), content);
        Assert.Contains(expected, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
