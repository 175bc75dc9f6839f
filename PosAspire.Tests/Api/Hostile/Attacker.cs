using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Hostile;

/// <summary>Sends what no honest till would, and judges the answer.</summary>
internal sealed class Attacker(ApiHost api) : IDisposable
{
    /// <summary>Requests under way at once.</summary>
    public const int AtOnce = 8;

    private readonly HttpClient http = api.Anonymous();

    public void Dispose() => http.Dispose();

    /// <summary>Builds a request; a parameter not given gets what the document's examples would say.</summary>
    public async Task<HttpRequestMessage> RequestAsync(
        Operation operation, HttpContent? body, IReadOnlyDictionary<string, string>? parameters = null, string? key = null, string? role = "admin")
    {
        var path = operation.PathParameters.Aggregate(operation.Path, (path, name) => path.Replace($"{{{name}}}", Uri.EscapeDataString(Value(name)), StringComparison.Ordinal));
        var query = string.Join('&', operation.QueryParameters.Where(name => (name == "location" && parameters?.ContainsKey("") != true) || parameters?.ContainsKey(name) == true).Select(name => $"{name}={Uri.EscapeDataString(Value(name))}"));
        // Nothing may tidy up what was made to be untidy.
        var address = new Uri($"{http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{path}{(query.Length > 0 ? $"?{query}" : "")}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new(operation.Method), address) { Content = body };
        if (operation.NeedsKey)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? Guid.NewGuid().ToString("N"));
        if (role is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await api.TokenAsync(role));
        return request;

        string Value(string name) => parameters?.GetValueOrDefault(name) ?? name switch
        {
            "code" => "000400203940",
            "location" => "LIQ1",
            "lineNo" => "1",
            _ => Guid.Empty.ToString(),
        };
    }

    /// <summary>Sends it; whatever the answer, it is one that a cashier and a program can live with.</summary>
    /// <returns>The status, and the problem's code where it is one.</returns>
    public async Task<(HttpStatusCode Status, string? Code)> SendAsync(Operation operation, HttpRequestMessage request, string what)
    {
        using (request)
        using (var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            // A stream has no end to wait for; leaving it ends it.
            var text = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
            var words = $"{operation}, {what} → {(int)answer.StatusCode} {text}";
            Assert.True((int)answer.StatusCode < 500, words);
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
            Assert.True(operation.Statuses.Contains((int)answer.StatusCode) || answer.StatusCode == HttpStatusCode.NotModified, $"Not declared: {words}");
            if ((int)answer.StatusCode < 400)
                return (answer.StatusCode, null);
            var code = (string?)JsonNode.Parse(text)?["code"];
            Assert.True(code?.Contains('.', StringComparison.Ordinal) == true, words);
            return (answer.StatusCode, code);
        }
    }

    public static HttpContent Json(JsonNode? body) => new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, "application/json");

    public static HttpContent Raw(byte[] body, string type = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    /// <summary>How many rows each table has, but for those that every look at the shop changes.</summary>
    public async Task<string> RowsAsync() => string.Join('\n', await api.Database.LinesAsync(
        """
        SELECT tablename || ' ' || (xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM ' || quote_ident(tablename), false, true, '')))[1]::text
        FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '%session%' AND tablename NOT LIKE '%sign_in%' ORDER BY tablename
        """));
}
