using System.Net;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Open;

/// <summary>What the kitchen hears, and what leaves the shelf with it.</summary>
public sealed class KitchenTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Each_line_reaches_the_kitchen_once()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        var id = (string)(await waiter.OpenAsync(Table.Lines((dish, 1), (dish, 2))).OrderAsync())["id"]!;
        await waiter.SendAsync(id, "send-1").OrderAsync();
        await waiter.SendAsync(id, "send-1").OrderAsync();
        await (await waiter.SendAsync(id)).ProblemAsync(HttpStatusCode.Conflict, "order.nothing_to_send");
        await waiter.AddAsync(id, Table.Lines((dish, 3))).OrderAsync();
        await waiter.SendAsync(id).OrderAsync();
        // What was not sent when the guest pays is sent with the payment.
        await waiter.AddAsync(id, Table.Lines((dish, 4))).OrderAsync();
        await waiter.PayAsync(id).OrderAsync();
        Assert.Equal(["order.sent 1x1 2x2", "order.sent 3x3", "order.sent 4x4", "order.completed "], await api.Database.ToldAsync(id));
    }

    [Fact]
    public async Task A_dish_taken_back_after_the_kitchen_knew_needs_a_reason_and_stays_visible()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        var id = (string)(await waiter.OpenAsync(Table.Lines((dish, 1), (dish, 2))).OrderAsync())["id"]!;
        await waiter.SendAsync(id).OrderAsync();
        await (await waiter.RemoveAsync(id, 2)).ProblemAsync(HttpStatusCode.BadRequest, "order.reason_missing");
        var order = await waiter.RemoveAsync(id, 2, "sent back: cold").OrderAsync();
        var gone = Assert.Single(order["voidLines"]!.AsArray())!;
        Assert.Equal((2, "sent back: cold"), ((int)gone["lineNo"]!, (string)gone["removedReason"]!));
        Assert.Equal(275_000, (long)order["subtotalMinor"]!);
        Assert.Equal(["order.sent 1x1 2x2", "order.line_voided 2x2"], await api.Database.ToldAsync(id));
    }

    [Fact]
    public async Task A_dish_changed_after_the_kitchen_knew_is_taken_back_and_ordered_anew()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        var id = (string)(await waiter.OpenAsync(Table.Lines((dish, 1))).OrderAsync())["id"]!;
        await waiter.SendAsync(id).OrderAsync();
        await (await waiter.ChangeAsync(id, 1, new { quantity = 2 })).ProblemAsync(HttpStatusCode.BadRequest, "order.reason_missing");
        var order = await waiter.ChangeAsync(id, 1, new { quantity = 2, reason = "one more" }).OrderAsync();
        Assert.Equal([2], order["lines"]!.AsArray().Select(line => (int)line!["lineNo"]!));
        Assert.Equal((550_000, 1), ((long)order["subtotalMinor"]!, order["voidLines"]!.AsArray().Count));
        await waiter.SendAsync(id).OrderAsync();
        Assert.Equal(["order.sent 1x1", "order.line_voided 1x1", "order.sent 2x2"], await api.Database.ToldAsync(id));
    }

    [Fact]
    public async Task Cancelling_tells_the_kitchen_to_stop()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        var id = (string)(await waiter.OpenAsync(Table.Lines((dish, 1))).OrderAsync())["id"]!;
        await waiter.SendAsync(id).OrderAsync();
        await waiter.AddAsync(id, Table.Lines((dish, 5))).OrderAsync();
        await waiter.CancelAsync(id).OrderAsync();
        Assert.Equal(["order.sent 1x1", "order.cancelled 1x1"], await api.Database.ToldAsync(id));
    }

    [Fact]
    public async Task Stock_leaves_when_the_kitchen_is_told_and_comes_back_when_it_is_taken_back()
    {
        using var waiter = await api.SignedInAsync("server");
        var bottle = await api.Database.BottleAsync();
        var before = await api.Database.OnHandAsync(Till.Averna);
        var id = (string)(await waiter.OpenAsync(Table.Lines((bottle, 2), (bottle, 1)), "LIQ1").OrderAsync())["id"]!;
        Assert.Equal(before, await api.Database.OnHandAsync(Till.Averna));
        await waiter.SendAsync(id).OrderAsync();
        Assert.Equal(before - 3, await api.Database.OnHandAsync(Till.Averna));
        await waiter.RemoveAsync(id, 2, "not wanted").OrderAsync();
        Assert.Equal(before - 2, await api.Database.OnHandAsync(Till.Averna));
        await waiter.AddAsync(id, Table.Lines((bottle, 1))).OrderAsync();
        await waiter.PayAsync(id).OrderAsync();
        Assert.Equal(before - 3, await api.Database.OnHandAsync(Till.Averna));

        var other = (string)(await waiter.OpenAsync(Table.Lines((bottle, 4)), "LIQ1").OrderAsync())["id"]!;
        await waiter.SendAsync(other).OrderAsync();
        await waiter.CancelAsync(other).OrderAsync();
        Assert.Equal(before - 3, await api.Database.OnHandAsync(Till.Averna));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_not_sent_unless_the_item_may_go_below_its_count()
    {
        using var waiter = await api.SignedInAsync("server");
        var bottle = await api.Database.ScalarAsync<Guid>("SELECT product_id FROM stock_levels ORDER BY product_id DESC LIMIT 1");
        var id = (string)(await waiter.OpenAsync(Table.Lines((bottle, 1_000)), "LIQ1").OrderAsync())["id"]!;
        var footprint = await api.Database.FootprintAsync();
        await (await waiter.SendAsync(id)).ProblemAsync(HttpStatusCode.Conflict, "inventory.out_of_stock");
        Assert.Equal(footprint, await api.Database.FootprintAsync());

        await api.Database.ExecuteAsync($"UPDATE stock_levels SET policy = 'warn' WHERE product_id = '{bottle}'");
        var sent = await waiter.SendAsync(id).OrderAsync();
        Assert.Equal("inventory.below_count", (string)Assert.Single(sent["warnings"]!.AsArray())!["code"]!);
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }
}
