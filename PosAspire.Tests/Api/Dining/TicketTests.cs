using System.Net;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Dining;

/// <summary>What reaches which station, once, and what becomes of it.</summary>
public sealed class TicketTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_send_reaches_each_station_once_whoever_repeats_it()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var (grill, hot, bar) = (await api.Database.DishAsync(Room.Grill), await api.Database.DishAsync(Room.Hot), await api.Database.DishAsync(Room.Bar));
        var opened = await waiter.OpenAsync(Table.Lines((grill, 1), (bar, 2), (grill, 3), (hot, 1)), label: "Ketut").OrderAsync();
        Assert.Equal(["Grill", "Bar", "Grill", "Hot kitchen"], opened["lines"]!.AsArray().Select(line => (string)line!["station"]!));
        var id = (string)opened["id"]!;
        // One key many times, and other keys, all at once.
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => waiter.SendAsync(id, n % 2 == 0 ? $"once-{id}" : null)));
        Assert.Contains(answers, answer => answer.IsSuccessStatusCode);
        Assert.Equal(["bar: 2x2", "grill: 1x1 3x3", "hot: 4x1"], await cook.TicketsOfAsync(id));
        Assert.Equal(["bar sent", "grill sent", "hot sent"], await api.Database.StepsAsync(id));

        await waiter.AddAsync(id, Table.Lines((bar, 1))).OrderAsync();
        await waiter.SendAsync(id).OrderAsync();
        Assert.Equal(["bar: 2x2", "bar: 5x1", "grill: 1x1 3x3", "hot: 4x1"], await cook.TicketsOfAsync(id));
        var shown = (await cook.KitchenAsync("?station=bar"))["tickets"]!.AsArray().Where(ticket => (string)ticket!["orderId"]! == id).ToList();
        Assert.Equal(2, shown.Count);
        Assert.Equal(("Ketut", "counter", "new"), ((string?)shown[0]!["label"], (string?)shown[0]!["kind"], (string?)shown[0]!["state"]));
    }

    [Fact]
    public async Task A_ticket_names_the_choices_and_the_kitchen_its_stations()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var steak = await api.Database.DishAsync("Wagyu Rib Eye Premium");
        var choice = await api.Database.ScalarAsync<Guid>(
            $"SELECT m.id FROM modifiers m JOIN product_modifier_groups g ON g.group_id = m.group_id AND g.position = 1 WHERE g.product_id = '{steak}' ORDER BY m.position LIMIT 1");
        var name = await api.Database.ScalarAsync<string>($"SELECT name FROM modifiers WHERE id = '{choice}'");
        var required = await api.Database.LinesAsync(
            $"""
            SELECT DISTINCT ON (o.id) m.id::text FROM product_modifier_groups g JOIN modifier_groups o ON o.id = g.group_id JOIN modifiers m ON m.group_id = o.id
            WHERE g.product_id = '{steak}' AND o.min_choices > 0 AND g.position > 1 ORDER BY o.id, m.position
            """);
        var order = await waiter.OpenAsync(new[] { new { productId = steak, quantity = 1, modifiers = (string[])[$"{choice}", .. required] } }).OrderAsync();
        await waiter.SendAsync((string)order["id"]!).OrderAsync();
        var kitchen = await cook.KitchenAsync();
        var ticket = kitchen["tickets"]!.AsArray().Single(ticket => (string)ticket!["orderId"]! == (string)order["id"]!)!;
        Assert.Contains(name, ticket["lines"]![0]!["modifiers"]!.AsArray().Select(modifier => (string)modifier!));
        Assert.Equal(["grill", "hot", "cold", "bar"], kitchen["stations"]!.AsArray().Select(station => (string)station!["code"]!));
    }

    [Fact]
    public async Task What_changes_after_the_send_is_struck_out_and_comes_anew()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var id = await waiter.SentAsync(api.Database, Room.Grill, Room.Bar);
        await waiter.ChangeAsync(id, 1, new { quantity = 2, reason = "one more" }).OrderAsync();
        Assert.Equal(["bar: 2x1", "grill: (1x1)"], await cook.TicketsOfAsync(id));
        await waiter.SendAsync(id).OrderAsync();
        Assert.Equal(["bar: 2x1", "grill: (1x1)", "grill: 3x2"], await cook.TicketsOfAsync(id));
        await waiter.RemoveAsync(id, 2, "not wanted", key: $"off-{id}").OrderAsync();
        await waiter.RemoveAsync(id, 2, "not wanted", key: $"off-{id}").OrderAsync();
        Assert.Equal(["bar sent", "grill sent", "grill voided 1", "grill sent", "bar voided 2"], await api.Database.StepsAsync(id));
    }

    [Fact]
    public async Task A_cancelled_order_stops_the_kitchen_and_its_tickets_wait_until_somebody_has_seen_them()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var id = await waiter.SentAsync(api.Database, Room.Grill, Room.Bar);
        await waiter.CancelAsync(id).OrderAsync();
        Assert.Equal(["bar: (2x1)", "grill: (1x1)"], await cook.TicketsOfAsync(id));
        foreach (var (_, ticket) in await cook.TicketIdsAsync(id))
            await BumpAsync(cook, ticket);
        Assert.Empty(await cook.TicketsOfAsync(id));
    }

    [Fact]
    public async Task A_voided_order_stops_what_is_still_in_the_kitchen()
    {
        using var cashier = await api.SignedInAsync();
        using var cook = await api.SignedInAsync("kitchen");
        var id = (string)(await cashier.OpenAsync(Table.Lines((await api.Database.DishAsync(Room.Grill), 1))).OrderAsync())["id"]!;
        // What was not sent when the guest pays is sent with the payment.
        await cashier.PayAsync(id).OrderAsync();
        Assert.Equal(["grill: 1x1"], await cook.TicketsOfAsync(id));
        await cashier.VoidAsync(id, new { username = "manager", password = ApiHost.DemoPassword }).OrderAsync();
        Assert.Equal(["grill: (1x1)"], await cook.TicketsOfAsync(id));
    }

    [Fact]
    public async Task Bumped_tickets_leave_the_screen_and_a_recalled_one_is_as_old_as_it_was()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var first = await waiter.SentAsync(api.Database, Room.Hot);
        var second = await waiter.SentAsync(api.Database, Room.Hot);
        var ticket = (await cook.TicketIdsAsync(first))["hot"];
        Assert.Equal([first, second], await OrdersAsync(cook, "tickets", first, second));
        // Two cooks at once, and one of them twice.
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => BumpAsync(cook, ticket, n < 4 ? $"bump-{ticket}" : null)));
        Assert.All(answers, answer => Assert.Equal("done", (string?)answer["state"]));
        await BumpAsync(cook, (await cook.TicketIdsAsync(second))["hot"]);
        Assert.Empty(await OrdersAsync(cook, "tickets", first, second));
        Assert.Equal([second, first], await OrdersAsync(cook, "recent", first, second));

        var recalled = await (await cook.ActAsync(HttpMethod.Post, $"/api/v1/kitchen/tickets/{ticket}/recall")).JsonAsync();
        Assert.Equal("new", (string?)recalled["state"]);
        var third = await waiter.SentAsync(api.Database, Room.Hot);
        Assert.Equal([first, third], await OrdersAsync(cook, "tickets", first, second, third));
        Assert.Equal(["hot sent", "hot bumped", "hot recalled"], await api.Database.StepsAsync(first));
        Assert.Equal(await api.Database.ScalarAsync<Guid>("SELECT id FROM users WHERE username = 'kitchen'"), await api.Database.ScalarAsync<Guid>(
            $"SELECT actor_id FROM kitchen_ticket_events WHERE ticket_id = '{ticket}' AND step = 'bumped'"));
    }

    [Fact]
    public async Task Practice_is_not_cooked()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var id = (string)(await waiter.OpenAsync(Table.Lines((await api.Database.DishAsync(), 1)), training: true).OrderAsync())["id"]!;
        await waiter.SendAsync(id).OrderAsync();
        Assert.Empty(await cook.TicketsOfAsync(id));
    }

    [Fact]
    public async Task A_dish_of_a_category_that_no_station_is_named_for_goes_to_the_first()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        await api.Database.ExecuteAsync("DELETE FROM kitchen_routes r USING categories c WHERE c.id = r.category_id AND c.name = 'Penutup'");
        var id = await waiter.SentAsync(api.Database, "Klepon Ice Cream");
        Assert.Equal(["grill: 1x1"], await cook.TicketsOfAsync(id));
    }

    [Fact]
    public async Task The_kitchen_sees_and_bumps_tickets_and_marks_dishes_and_nothing_else()
    {
        using var cook = await api.SignedInAsync("kitchen");
        using var cashier = await api.SignedInAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await cashier.GetAsync("/api/v1/kitchen/STK1/tickets")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await cook.GetAsync("/api/v1/dining/STK1/tables")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await cook.OpenAsync()).StatusCode);
        await (await cook.ActAsync(HttpMethod.Post, $"/api/v1/kitchen/tickets/{Guid.NewGuid()}/bump")).ProblemAsync(HttpStatusCode.NotFound, "dining.unknown_ticket");
        var dish = await api.Database.DishAsync(Room.Hot);
        Assert.Equal(HttpStatusCode.NoContent, (await cook.PutAsync($"/api/v1/dining/STK1/out/{dish}", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await cook.DeleteAsync($"/api/v1/dining/STK1/out/{dish}")).StatusCode);
    }

    private static async Task<JsonNode> BumpAsync(HttpClient cook, string ticket, string? key = null)
    {
        var answer = await cook.ActAsync(HttpMethod.Post, $"/api/v1/kitchen/tickets/{ticket}/bump", key: key);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    private static async Task<List<string>> OrdersAsync(HttpClient cook, string list, params string[] ours) =>
        [.. (await cook.KitchenAsync("?station=hot"))[list]!.AsArray().Select(ticket => (string)ticket!["orderId"]!).Where(ours.Contains)];
}
