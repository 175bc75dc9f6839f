using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Identity;

/// <summary>Signing in as tests do it, and what they look up for that.</summary>
internal static class Staff
{
    public static Task<Guid> UserAsync(this TestDatabase database, string username) => database.ScalarAsync<Guid>($"SELECT id FROM users WHERE username = '{username}'");

    /// <summary>The register's id; a browser is registered there, as a manager would have done long ago.</summary>
    public static async Task<Guid> RegisterAsync(this TestDatabase database, string name)
    {
        var id = await database.ScalarAsync<Guid>($"SELECT id FROM registers WHERE name = '{name}'");
        await database.ExecuteAsync(
            $"""
            INSERT INTO register_devices (id, register_id, name, token_hash, registered_by, registered_at)
            SELECT gen_random_uuid(), '{id}', 'Test', sha256('{DeviceOf(id)}'), u.id, now() FROM users u WHERE u.username = 'manager' ON CONFLICT DO NOTHING
            """);
        return id;
    }

    /// <summary>The token of the browser that is registered there.</summary>
    public static string DeviceOf(Guid registerId) => $"device-of-{registerId}";

    public static Task<HttpResponseMessage> PinAsync(this HttpClient client, Guid registerId, Guid userId, string pin) =>
        client.PostAsJsonAsync("/api/v1/auth/pin", new { registerId, userId, pin, deviceToken = DeviceOf(registerId) });

    public static Task<HttpResponseMessage> LoginAsync(this HttpClient client, string username, string password = ApiHost.DemoPassword) =>
        client.PostAsJsonAsync("/api/v1/auth/login", new { username, password });

    public static Task<HttpResponseMessage> RefreshAsync(this HttpClient client, string refreshToken) =>
        client.PostAsJsonAsync("/api/v1/auth/refresh", new { refreshToken });

    /// <summary>A sign-in of its own, so that ending it disturbs no other test.</summary>
    public static async Task<(string Access, string Refresh)> TokensAsync(this ApiHost api, string username = "cashier")
    {
        using var client = api.Anonymous();
        return await TokensAsync(await client.LoginAsync(username));
    }

    public static async Task<(string Access, string Refresh)> TokensAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.JsonAsync();
        return ((string)body["accessToken"]!, (string)body["refreshToken"]!);
    }

    /// <summary>Whether the API lets this token in.</summary>
    public static async Task<HttpStatusCode> KnocksAsync(this ApiHost api, string token)
    {
        using var client = api.With(token);
        return (await client.GetAsync("/api/v1/auth/me")).StatusCode;
    }

    public static async Task<JsonObject> WithoutIdAsync(this HttpResponseMessage response)
    {
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        body.Remove("correlationId");
        return body;
    }
}
