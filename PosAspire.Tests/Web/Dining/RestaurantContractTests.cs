using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using PosAspire.Tests.Api;
using PosAspire.Web.Dining.Floor;
using PosAspire.Web.Dining.Kitchen;
using PosAspire.Web.Dining.Orders;
using PosAspire.Web.Frame;

namespace PosAspire.Tests.Web.Dining;

/// <summary>What Api tells of tables, orders and the kitchen, read strictly into Web's records: neither knows a field that the other lacks.</summary>
public class RestaurantContractTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly JsonSerializerOptions Strict = new(ShopApi.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    [Fact]
    public async Task An_order_at_a_table_and_its_ticket()
    {
        using var client = await api.SignedInAsync("server");
        var table = (await Get<Tables>(client, "/api/v1/dining/STK1/tables")).Items.First(table => table.IsFree);
        var order = await Post<OpenOrder>(client, "/api/v1/orders/open", new BeginOrder("STK1", null, "dine_in", TableId: table.Id, Guests: 2));
        Assert.Equal(table.Name, order.Table!.Name);
        Assert.Contains((await Get<OrderList>(client, "/api/v1/orders?location=STK1&status=open")).Items, listed => listed.Id == order.Id);

        var menu = await Get<JsonElement>(client, "/api/v1/public/menu?location=STK1");
        var soup = menu.GetProperty("categories").EnumerateArray().SelectMany(course => course.GetProperty("items").EnumerateArray())
            .First(dish => dish.GetProperty("name").GetString() == "Sop Buntut Wagyu").GetProperty("id").GetGuid();
        order = await Post<OpenOrder>(client, $"/api/v1/orders/{order.Id}/lines", new AddLines([new(1, soup, [])]));
        Assert.Equal("Hot kitchen", Assert.Single(order.Lines).Station);
        order = await Post<OpenOrder>(client, $"/api/v1/orders/{order.Id}/send", new { });
        var ticket = (await Get<KitchenBoard>(client, "/api/v1/kitchen/STK1/tickets")).Tickets.First(ticket => ticket.OrderId == order.Id);
        Assert.Equal(table.Name, ticket.Label);
        order = await Post<OpenOrder>(client, $"/api/v1/orders/{order.Id}/pay", new PayOrder([new("cash", order.DueMinor)]));
        Assert.Equal("completed", order.Status);
    }

    private static async Task<T> Get<T>(HttpClient client, string path) => await Read<T>(await client.GetAsync(new Uri(path, UriKind.Relative)));

    private static async Task<T> Post<T>(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType(), options: ShopApi.Json) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        return await Read<T>(await client.SendAsync(request));
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, body);
            return JsonSerializer.Deserialize<T>(body, Strict)!;
        }
    }
}
