using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using PosAspire.Tests.Api;
using PosAspire.Tests.Support;
using PosAspire.Web.Dining;
using PosAspire.Web.Frame;
using PosAspire.Web.Identity;
using PosAspire.Web.Sales;
using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Finding;
using PosAspire.Web.Sales.Parking;
using PosAspire.Web.Sales.Paying;
using PosAspire.Web.Sales.Receipts;

namespace PosAspire.Tests.Web;

/// <summary>
/// Web has records of its own for what Api answers. Here each real answer is read into them strictly: a field that Web does
/// not know, lacks or reads as another type is red before it is a wrong price on a screen.
/// </summary>
public class ContractTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Bottle = "018200203114";

    private static readonly JsonSerializerOptions Strict = new(ShopApi.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    [Fact]
    public async Task Signing_in()
    {
        using var client = api.Anonymous();
        var answer = await Post<SignedIn>(client, "/api/v1/auth/login", new Credentials("cashier", ApiHost.DemoPassword));
        Assert.Equal("cashier", answer.User.Username);
        Assert.InRange(answer.ExpiresIn, 60, 7 * 24 * 3600);
    }

    [Fact]
    public async Task Refusals()
    {
        using var client = api.Anonymous();
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new Credentials("cashier", "wrong"), ShopApi.Json);
        var problem = JsonSerializer.Deserialize<ApiProblem>(await answer.Content.ReadAsStringAsync(), ShopApi.Json)!;
        Assert.Equal("auth.invalid_credentials", problem.Code);
        Assert.Equal(401, problem.Status);
        Assert.NotEmpty(problem.Detail);
    }

    [Fact]
    public async Task Shops()
    {
        using var client = await api.SignedInAsync();
        var shops = await Get<Shops>(client, "/api/v1/locations");
        Assert.Contains(shops.Items, shop => shop is { Code: "LIQ1", Profile: "retail", Currency: "USD", TimeZone: "America/Chicago" });
    }

    [Fact]
    public async Task A_sale_from_the_barcode_to_the_receipt()
    {
        using var client = await api.SignedInAsync();
        var found = await Get<FoundItems>(client, $"/api/v1/products/by-barcode/{Bottle}?location=LIQ1");
        Assert.NotEmpty((await Get<FoundList>(client, "/api/v1/products/search?location=LIQ1&q=rum&stock=true")).Items);
        Assert.NotEmpty((await Get<Shelf>(client, "/api/v1/products/shelf?location=LIQ1")).Categories);
        var register = await api.Database.ScalarAsync<Guid>("SELECT r.id FROM registers r JOIN locations l ON l.id = r.location_id WHERE l.code = 'LIQ1' ORDER BY r.name LIMIT 1");
        var path = $"/api/v1/registers/{register}/cart";
        client.DefaultRequestHeaders.Add("Idempotency-Key", "contract");
        await Post<Cart>(client, path + "/lines", new AddToCart(2, Bottle));
        var cart = await Get<Cart>(client, path);
        Assert.Equal(found.Items[0].PriceMinor * 2, cart.SubtotalMinor);
        Assert.Empty((await Get<ParkedList>(client, "/api/v1/locations/LIQ1/parked")).Items);

        var order = await Post<Order>(client, path + "/pay", new PayCart(cart.CartId, cart.Version, [new Tender("cash", cart.DueMinor + 100)]));
        Assert.Equal(100, order.ChangeMinor);
        Assert.Equal(cart.DueMinor, order.DueMinor);
        Assert.Equal(order.Id, (await Get<Order>(client, $"/api/v1/orders/{order.Id}")).Id);
        Assert.Equal(order.Id, (await Get<OrderRows>(client, "/api/v1/orders?location=LIQ1")).Items[0].Id);
        Assert.True((await Get<Cart>(client, path)).IsEmpty);
        Assert.Empty((await Get<PrintJobs>(client, $"/api/v1/registers/{register}/print-jobs")).Items);
    }

    [Fact]
    public async Task The_public_menu()
    {
        using var client = api.Anonymous();
        var menu = await Get<PublicMenu>(client, "/api/v1/public/menu");
        Assert.Equal("IDR", menu.Currency);
        Assert.Contains(menu.Categories.SelectMany(category => category.Items), dish => dish is { Name: "Rendang Wagyu", PriceMinor: 275_000, SpiceLevel: 2 });
    }

    private static async Task<T> Get<T>(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await Read<T>(answer, HttpStatusCode.OK);
    }

    private static async Task<T> Post<T>(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), JsonContent.Create(body, body.GetType(), options: ShopApi.Json));
        return await Read<T>(answer, typeof(T) == typeof(Order) ? HttpStatusCode.Created : HttpStatusCode.OK);
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<T>(text, Strict)!;
    }
}
