using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Registers;

public sealed class RegistersTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_register_is_added_renamed_and_switched_off()
    {
        using var manager = await api.SignedInAsync("manager");
        var made = await manager.PostAsJsonAsync("/api/v1/registers", new { location = "LIQ1", name = " Drive-in " });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var register = await made.JsonAsync();
        Assert.Equal(("Drive-in", "LIQ1", 1), ((string?)register["name"], (string?)register["location"], (int)register["version"]!));
        var address = $"/api/v1/registers/{register["id"]}";
        await (await manager.PostAsJsonAsync("/api/v1/registers", new { location = "LIQ1", name = "Drive-in" })).ProblemAsync(HttpStatusCode.Conflict, "register.name_taken");
        Assert.Equal(2, (int)(await (await manager.PutAsJsonAsync(address, new { name = "Window", isActive = true, version = 1 })).JsonAsync())["version"]!);
        await (await manager.PutAsJsonAsync(address, new { name = "Door", isActive = true, version = 1 })).ProblemAsync(HttpStatusCode.Conflict, "request.version_conflict");
        await (await manager.PutAsJsonAsync(address, new { name = "Register 1", isActive = true, version = 2 })).ProblemAsync(HttpStatusCode.Conflict, "register.name_taken");
        await (await manager.PutAsJsonAsync(address, new { name = " ", isActive = true, version = 2 })).ProblemAsync(HttpStatusCode.BadRequest, "register.invalid");
        Assert.Equal(HttpStatusCode.NoContent, (await manager.DeleteAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await manager.DeleteAsync(address)).StatusCode);
        var listed = (await manager.GetFromJsonAsync<JsonObject>("/api/v1/registers?location=LIQ1"))!["items"]!.AsArray();
        Assert.Equal(("Window", false), (((string?)listed[^1]!["name"]), (bool)listed[^1]!["isActive"]!));
    }

    [Fact]
    public async Task The_demo_shops_have_their_registers()
    {
        using var cashier = await api.SignedInAsync();
        Assert.Equal(["Counter", "Floor"], await NamesAsync(cashier, "STK1"));
        await (await cashier.GetAsync("/api/v1/registers?location=NOSHOP")).ProblemAsync(HttpStatusCode.NotFound, "location.unknown");
        await (await cashier.GetAsync("/api/v1/registers")).ProblemAsync(HttpStatusCode.BadRequest, "request.missing_parameter");
    }

    [Fact]
    public async Task What_is_no_register_is_unknown()
    {
        using var manager = await api.SignedInAsync("manager");
        await (await manager.DeleteAsync($"/api/v1/registers/{Guid.NewGuid()}")).ProblemAsync(HttpStatusCode.NotFound, "register.unknown");
        await (await manager.PostAsJsonAsync("/api/v1/registers", new { location = "NOSHOP", name = "x" })).ProblemAsync(HttpStatusCode.NotFound, "location.unknown");
    }

    private static async Task<IEnumerable<string>> NamesAsync(HttpClient client, string location) =>
        (await client.GetFromJsonAsync<JsonObject>($"/api/v1/registers?location={location}"))!["items"]!.AsArray().Select(register => (string)register!["name"]!);
}
