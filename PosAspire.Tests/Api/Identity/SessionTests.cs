using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Identity;

public sealed class SessionTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task People_see_and_end_their_own_sign_ins()
    {
        var (here, _) = await api.TokensAsync("kitchen");
        var (there, _) = await api.TokensAsync("kitchen");
        using var kitchen = api.With(here);
        var items = (await kitchen.GetFromJsonAsync<JsonObject>("/api/v1/auth/sessions"))!["items"]!.AsArray();
        Assert.Equal([false, true], items.Select(item => (bool)item!["current"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await kitchen.DeleteAsync($"/api/v1/auth/sessions/{items[0]!["id"]}")).StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await api.KnocksAsync(here), await api.KnocksAsync(there)));
        await (await kitchen.DeleteAsync($"/api/v1/auth/sessions/{items[0]!["id"]}")).ProblemAsync(HttpStatusCode.NotFound, "session.unknown");
    }

    [Fact]
    public async Task Nobody_ends_the_sign_in_of_somebody_else_but_an_administrator()
    {
        var (server, _) = await api.TokensAsync("server");
        var me = await Me(server);
        using (var cashier = await api.SignedInAsync())
            await (await cashier.DeleteAsync($"/api/v1/auth/sessions/{me["sessionId"]}")).ProblemAsync(HttpStatusCode.NotFound, "session.unknown");
        Assert.Equal(HttpStatusCode.OK, await api.KnocksAsync(server));
        using var admin = await api.SignedInAsync("admin");
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/v1/admin/users/{me["id"]}/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await api.KnocksAsync(server));
    }

    [Fact]
    public async Task Me_says_who_and_as_what()
    {
        var me = await Me((await api.TokensAsync("manager")).Access);
        Assert.Equal(("manager", "manager", "*", null), ((string?)me["username"], (string?)me["roles"]![0], (string?)me["locations"]![0], (string?)me["registerId"]));
    }

    private async Task<JsonObject> Me(string token)
    {
        using var client = api.With(token);
        return (await client.GetFromJsonAsync<JsonObject>("/api/v1/auth/me"))!;
    }
}
