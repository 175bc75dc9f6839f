using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Api.Sales.Open;

namespace PosAspire.Tests.Api.Dining;

/// <summary>"86": a dish that is sold out is refused from the next request on, everywhere.</summary>
public sealed class DishOutTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_dish_that_is_out_is_refused_by_every_way_of_ordering_it()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync(Room.Hot);
        var id = (string)(await waiter.OpenAsync(Table.Lines((await api.Database.DishAsync(), 1))).OrderAsync())["id"]!;
        await MarkAsync(waiter, dish);
        object[] lines = Table.Lines((dish, 1));
        foreach (var refused in (HttpResponseMessage[])[
            await waiter.AddAsync(id, lines), await waiter.OpenAsync(lines),
            await waiter.PostAsJsonAsync("/api/v1/orders/quote", new { location = "STK1", lines }),
            await waiter.SellAsync($"{Guid.NewGuid()}", new { location = "STK1", lines, tenders = new[] { new { type = "cash", amountMinor = 1_000_000 } } })])
        {
            await refused.ProblemAsync(HttpStatusCode.Conflict, "dining.dish_out");
        }

        Assert.Single((await waiter.StoredAsync(id))["lines"]!.AsArray());
        await UnmarkAsync(waiter, dish);
        await waiter.AddAsync(id, lines).OrderAsync();
        Assert.Equal(["dish.back", "dish.sold_out"], (await api.Database.JournalAsync($"{dish}")).Order());
    }

    [Fact]
    public async Task A_dish_that_runs_out_during_an_order_is_not_sent_and_what_was_sent_stays()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync(Room.Bar);
        var id = await waiter.SentAsync(api.Database, Room.Bar);
        await waiter.AddAsync(id, Table.Lines((dish, 1))).OrderAsync();
        await MarkAsync(waiter, dish);
        foreach (var refused in (HttpResponseMessage[])[
            await waiter.SendAsync(id), await waiter.PayAsync(id), await waiter.ChangeAsync(id, 2, new { quantity = 3 })])
        {
            await refused.ProblemAsync(HttpStatusCode.Conflict, "dining.dish_out");
        }

        await waiter.RemoveAsync(id, 2).OrderAsync();
        Assert.Equal("completed", (string?)(await waiter.PayAsync(id).OrderAsync())["status"]);
        await UnmarkAsync(waiter, dish);
    }

    [Fact]
    public async Task Another_instance_refuses_it_at_once_too()
    {
        using var other = ApiHost.On(api.Database.ConnectionString);
        using var waiter = await api.SignedInAsync("server");
        using var elsewhere = other.With(await api.TokenAsync("server"));
        var dish = await api.Database.DishAsync("Kentang Goreng");
        await (await elsewhere.OpenAsync(Table.Lines((dish, 1)))).JsonAsync();
        await MarkAsync(waiter, dish);
        await (await elsewhere.OpenAsync(Table.Lines((dish, 1)))).ProblemAsync(HttpStatusCode.Conflict, "dining.dish_out");
        await UnmarkAsync(waiter, dish);
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Guests_and_waiters_see_what_is_out()
    {
        using var waiter = await api.SignedInAsync("server");
        using var guest = api.Anonymous();
        var dish = await api.Database.DishAsync("Caesar Salad Premium");
        var before = (await guest.GetAsync("/api/v1/public/menu")).Headers.ETag;
        await MarkAsync(waiter, dish);
        await MarkAsync(waiter, dish);
        var answer = await guest.GetAsync("/api/v1/public/menu");
        Assert.NotEqual(before, answer.Headers.ETag);
        var dishes = (await answer.JsonAsync())["categories"]!.AsArray().SelectMany(category => category!["items"]!.AsArray()).ToList();
        Assert.Equal(["Caesar Salad Premium"], dishes.Where(item => (bool)item!["out"]!).Select(item => (string)item!["name"]!));
        var found = await waiter.GetFromJsonAsync<JsonObject>("/api/v1/products/search?location=STK1&q=caesar");
        Assert.True((bool)found!["items"]![0]!["out"]!);
        var marked = await waiter.GetFromJsonAsync<JsonObject>("/api/v1/dining/STK1/out");
        Assert.Equal("Caesar Salad Premium", (string?)Assert.Single(marked!["items"]!.AsArray())!["name"]);
        await UnmarkAsync(waiter, dish);
        await (await waiter.PutAsync($"/api/v1/dining/STK1/out/{Guid.NewGuid()}", null)).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_product");
    }

    private static async Task MarkAsync(HttpClient client, Guid dish) =>
        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsync($"/api/v1/dining/STK1/out/{dish}", null)).StatusCode);

    private static async Task UnmarkAsync(HttpClient client, Guid dish) =>
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/api/v1/dining/STK1/out/{dish}")).StatusCode);
}
