using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Identity.Matrix;

/// <summary>An API with one row of everything that an address can name, and people whose roles hold at one shop only.</summary>
public sealed partial class SampleShop : IAsyncLifetime, IDisposable
{
    private readonly Dictionary<string, string> made = [];
    private Guid adminId;

    public ApiHost Api { get; } = new();

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        adminId = await Api.Database.ScalarAsync<Guid>("SELECT id FROM users WHERE username = 'admin'");
        made["product"] = $"{await Api.Database.ScalarAsync<Guid>("SELECT p.product_id FROM product_prices p JOIN stock_levels s ON s.product_id = p.product_id AND s.on_hand > 0 LIMIT 1")}";
        made["session"] = $"{Guid.NewGuid()}";
        using var admin = Api.With(Token("admin", "*"));
        // Made in the order in which they need each other; another room adds its row at the end.
        await MakeAsync(admin, "register", "POST /registers");
        await MakeAsync(admin, "till", "POST /registers");
        await MakeAsync(admin, "user", "POST /admin/users");
        await MakeAsync(admin, "order", "POST /orders");
        await MakeAsync(admin, "table", "POST /orders/open");
        await MakeAsync(admin, "category", "POST /categories");
        await MakeAsync(admin, "choices", "POST /modifier-groups");
        await MakeAsync(admin, "item", "POST /products");
        await MakeAsync(admin, "import", "POST /imports/products");
        await MakeAsync(admin, "seat", "POST /dining/{location}/tables");
        made["ticket"] = await TicketAsync(admin);
        made["case"] = await CaseAsync();
    }

    public Task DisposeAsync() => Api.DisposeAsync();

    public void Dispose() => Api.Dispose();

    /// <summary>A token of somebody with this role at this shop and nothing else.</summary>
    public string Token(string role, string shop) => TestTokens.Make(token =>
    {
        token.Claims["sub"] = $"{adminId}";
        token.Claims["roles"] = new[] { $"{role}@{shop}" };
    });

    internal HttpRequestMessage Request(string endpoint, Sample sample)
    {
        var request = new HttpRequestMessage(new(endpoint.Split(' ')[0]), "/api/v1" + Fill(sample.Address));
        request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid():N}");
        if (sample.Body is { } body)
            request.Content = new StringContent(Fill(body), Encoding.UTF8, "application/json");
        return request;
    }

    private async Task MakeAsync(HttpClient admin, string name, string endpoint)
    {
        using var request = Request(endpoint, SampleRequests.Table[endpoint]);
        var response = await admin.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Accepted, $"The sample {endpoint} makes no {name}: {await response.Content.ReadAsStringAsync()}");
        made[name] = (string)(await response.JsonAsync())["id"]!;
    }

    // Only a restaurant has a kitchen.
    private async Task<string> TicketAsync(HttpClient admin)
    {
        var dish = await Api.Database.ScalarAsync<Guid>("SELECT id FROM products WHERE sku = 'WGY-RNDG'");
        using var open = Request("POST /orders/open", new("", "/orders/open", Body: $$"""{"location":"STK1","lines":[{"productId":"{{dish}}","quantity":1}]}"""));
        var order = (string)(await (await admin.SendAsync(open)).JsonAsync())["id"]!;
        using var send = Request("POST /orders/{id}/send", new("", $"/orders/{order}/send"));
        await admin.SendAsync(send);
        return $"{await Api.Database.ScalarAsync<Guid>($"SELECT id FROM kitchen_tickets WHERE order_id = '{order}'")}";
    }

    // Nobody can ask for a payment that went wrong.
    private async Task<string> CaseAsync()
    {
        await Api.Database.ExecuteAsync($"UPDATE payments SET provider = 'stripe' WHERE order_id = '{made["order"]}'");
        return $"{await Api.Database.ScalarAsync<Guid>(
            $"""
            INSERT INTO payment_cases (location_id, id, kind, payment_id, opened_at)
            SELECT location_id, gen_random_uuid(), 'mismatch', id, now() FROM payments WHERE order_id = '{made["order"]}' RETURNING id
            """)}";
    }

    private string Fill(string text) => Placeholder().Replace(text, match => match.Groups[1].Value == "new" ? $"{Guid.NewGuid():N}" : made[match.Groups[1].Value]);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
