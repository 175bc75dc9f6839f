using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Dining;

/// <summary>What a guest sees who follows the link of an order.</summary>
public sealed class GuestOrderTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_guest_follows_an_order_to_take_away_from_the_till_to_the_bag()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var (grill, bar) = (await api.Database.DishAsync(Room.Grill), await api.Database.DishAsync(Room.Bar));
        var order = await waiter.ActAsync(HttpMethod.Post, "/api/v1/orders/open", new { location = "STK1", kind = "takeaway", lines = Table.Lines((grill, 1), (bar, 2)) }).OrderAsync();
        var (id, token) = ((string)order["id"]!, (string)order["guestToken"]!);
        var received = await FollowAsync(token);
        Assert.Equal(("received", "Steak Kenangan", (string)order["number"]!, "takeaway", false), (
            (string?)received["state"], (string?)received["name"], (string?)received["number"], (string?)received["kind"], (bool)received["paid"]!));
        Assert.Equal((long)order["totalMinor"]!, (long)received["totalMinor"]!);
        Assert.Equal("PB1", (string?)received["taxes"]![0]!["name"]);

        await waiter.PayAsync(id).OrderAsync();
        Assert.Equal(("preparing", true), ((string?)(await FollowAsync(token))["state"], (bool)(await FollowAsync(token))["paid"]!));
        var tickets = await cook.TicketIdsAsync(id);
        await cook.ActAsync(HttpMethod.Post, $"/api/v1/kitchen/tickets/{tickets["bar"]}/bump");
        var half = await FollowAsync(token);
        Assert.Equal("preparing", (string?)half["state"]);
        Assert.Equal(["preparing", "ready"], half["lines"]!.AsArray().Select(line => (string)line!["state"]!));
        Assert.Null(half["readyAt"]);
        await cook.ActAsync(HttpMethod.Post, $"/api/v1/kitchen/tickets/{tickets["grill"]}/bump");
        var ready = await FollowAsync(token);
        Assert.Equal("ready", (string?)ready["state"]);
        Assert.NotNull(ready["readyAt"]);
        await api.Database.ExecuteAsync($"UPDATE kitchen_tickets SET bumped_at = bumped_at - interval '31 minutes' WHERE order_id = '{id}'");
        Assert.Equal("completed", (string?)(await FollowAsync(token))["state"]);
    }

    [Fact]
    public async Task At_a_table_served_is_ready_and_paid_is_the_end()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var order = await waiter.SeatAsync(await api.Database.TableAsync("T1"), (await api.Database.DishAsync(Room.Hot), 1)).OrderAsync();
        var (id, token) = ((string)order["id"]!, (string)order["guestToken"]!);
        await waiter.SendAsync(id).OrderAsync();
        await cook.ActAsync(HttpMethod.Post, $"/api/v1/kitchen/tickets/{(await cook.TicketIdsAsync(id))["hot"]}/bump");
        Assert.Equal("ready", (string?)(await FollowAsync(token))["state"]);
        await waiter.PayAsync(id).OrderAsync();
        Assert.Equal("completed", (string?)(await FollowAsync(token))["state"]);
    }

    [Fact]
    public async Task A_cancelled_order_says_so_and_shows_no_dish_that_was_taken_off()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync(Room.Hot);
        var order = await waiter.OpenAsync(Table.Lines((dish, 1), (dish, 2))).OrderAsync();
        var (id, token) = ((string)order["id"]!, (string)order["guestToken"]!);
        await waiter.RemoveAsync(id, 2).OrderAsync();
        Assert.Single((await FollowAsync(token))["lines"]!.AsArray());
        await waiter.CancelAsync(id).OrderAsync();
        Assert.Equal("cancelled", (string?)(await FollowAsync(token))["state"]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0000000000000000000000")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaa!")]
    public async Task A_link_that_leads_nowhere_says_so(string token)
    {
        using var guest = api.Anonymous();
        await (await guest.GetAsync($"/api/v1/public/orders/{token}")).ProblemAsync(HttpStatusCode.NotFound, "dining.unknown_guest_order");
    }

    [Fact]
    public async Task A_link_of_some_days_ago_leads_nowhere_and_no_two_orders_share_one()
    {
        using var waiter = await api.SignedInAsync("server");
        using var guest = api.Anonymous();
        var tokens = new HashSet<string>();
        for (var n = 0; n < 5; n++)
            tokens.Add((string)(await waiter.OpenAsync().OrderAsync())["guestToken"]!);
        Assert.Equal(5, tokens.Count);
        await api.Database.ExecuteAsync($"UPDATE orders SET created_at = created_at - interval '3 days' WHERE guest_token = '{tokens.First()}'");
        await (await guest.GetAsync($"/api/v1/public/orders/{tokens.First()}")).ProblemAsync(HttpStatusCode.NotFound, "dining.unknown_guest_order");
    }

    private async Task<JsonObject> FollowAsync(string token)
    {
        using var guest = api.Anonymous();
        return (await guest.GetFromJsonAsync<JsonObject>($"/api/v1/public/orders/{token}"))!;
    }
}
