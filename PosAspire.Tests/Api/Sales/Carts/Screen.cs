using System.Net;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Catalog;

namespace PosAspire.Tests.Api.Sales.Carts;

/// <summary>One screen at a register. Two of one register are two tabs.</summary>
internal sealed class Screen(HttpClient client, Guid register) : IDisposable
{
    public Guid Register { get; } = register;

    private string Cart => $"/api/v1/registers/{Register}/cart";

    /// <summary>A screen at a new register of the shop.</summary>
    public static async Task<Screen> NewAsync(ApiHost api, string location = "LIQ1")
    {
        using var manager = await api.SignedInAsync("manager");
        var made = await manager.OkAsync(HttpMethod.Post, "/api/v1/registers", new { location, name = $"Till {Guid.NewGuid():N}" });
        return new(await api.SignedInAsync(), (Guid)made["id"]!);
    }

    /// <summary>Another tab, at this register or at another, of this or another instance.</summary>
    public async Task<Screen> TabAsync(ApiHost api, Guid? register = null) => new(await api.SignedInAsync(), register ?? Register);

    public void Dispose() => client.Dispose();

    public Task<JsonObject> ShowAsync() => client.OkAsync(HttpMethod.Get, Cart);

    public async Task<JsonObject> ScanAsync(string barcode = Till.Averna, int quantity = 1, string? key = null) =>
        await OkAsync(await SendAsync(HttpMethod.Post, "/lines", new { barcode, quantity }, key));

    public async Task<JsonObject> DoAsync(HttpMethod method, string below, object? body = null, string? key = null) => await OkAsync(await SendAsync(method, below, body, key));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string below, object? body = null, string? key = null) =>
        client.SendJsonAsync(method, Cart + below, body, key ?? NewKey());

    /// <summary>Pays what was shown, with more than enough.</summary>
    public Task<HttpResponseMessage> PayAsync(JsonObject shown, long? cash = null, string? key = null) => SendAsync(
        HttpMethod.Post, "/pay",
        new { cartId = (Guid)shown["cartId"]!, version = (long)shown["version"]!, tenders = new[] { new { type = "cash", amountMinor = cash ?? 1_000_000 } } }, key);

    public async Task<JsonObject> SoldAsync(JsonObject shown)
    {
        using var answer = await PayAsync(shown);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    public async Task<JsonArray> ParkedAsync(string location = "LIQ1") => (await client.OkAsync(HttpMethod.Get, $"/api/v1/locations/{location}/parked"))["items"]!.AsArray();

    public static string NewKey() => Guid.NewGuid().ToString("N");

    /// <summary>The lines as "number: quantity unit".</summary>
    public static string Lines(JsonObject cart) =>
        string.Join(", ", cart["lines"]!.AsArray().Select(line => $"{line!["lineNo"]}: {line["quantity"]} {line["unit"]}"));

    private static async Task<JsonObject> OkAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return await answer.JsonAsync();
        }
    }
}
