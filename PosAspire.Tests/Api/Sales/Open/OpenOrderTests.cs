using System.Net;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Open;

public sealed class OpenOrderTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_tables_evening_from_the_first_dish_to_the_change()
    {
        using var waiter = await api.SignedInAsync("server");
        var (rendang, sate) = (await api.Database.DishAsync(), await api.Database.DishAsync("Sate Wagyu"));
        var order = await waiter.OpenAsync(Table.Lines((rendang, 1)), label: " Table 7 ").OrderAsync();
        var id = (string)order["id"]!;
        Assert.Equal(("open", "Table 7", "STK1"), ((string)order["status"]!, (string)order["label"]!, (string)order["location"]!));

        await waiter.AddAsync(id, Table.Lines((sate, 3))).OrderAsync();
        await waiter.ChangeAsync(id, 2, new { quantity = 1 }).OrderAsync();
        await waiter.SendAsync(id).OrderAsync();
        var paid = await waiter.PayAsync(id, 700_000).OrderAsync();

        // 275,000 + 250,000; service 5 % of gross; PB1 10 % of both; cash to the nearest hundred.
        Assert.Equal((525_000, 26_250, 606_375, 25, 606_400), Sums(paid));
        Assert.Equal(("completed", 700_000, 93_600), ((string)paid["status"]!, (long)paid["tenderedMinor"]!, (long)paid["changeMinor"]!));
        Assert.Equal(["open", "completed"], paid["history"]!.AsArray().Select(step => (string)step!["status"]!));
        Assert.Equal("captured", (string)Assert.Single(paid["payments"]!.AsArray())!["status"]!);
        Assert.Equal(paid.ToJsonString(), (await waiter.StoredAsync(id)).ToJsonString());
        Assert.Equal(["order.opened", "order.lines_added", "order.line_changed", "order.sent", "order.completed"], await api.Database.JournalAsync(id));
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM \"Transaction\" WHERE id = '{id}' AND status = 'completed' AND total_minor = 606375"));
    }

    [Fact]
    public async Task A_dish_keeps_the_price_of_when_it_was_ordered()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync("Wagyu Gulai");
        var before = await api.Database.ScalarAsync<long>($"SELECT price_minor FROM product_prices WHERE product_id = '{dish}'");
        var id = (string)(await waiter.OpenAsync(Table.Lines((dish, 1))).OrderAsync())["id"]!;

        await api.Database.ExecuteAsync($"UPDATE product_prices SET price_minor = price_minor + 1000 WHERE product_id = '{dish}'");
        var order = await waiter.AddAsync(id, Table.Lines((dish, 1))).OrderAsync();
        Assert.Equal([before, before + 1_000], order["lines"]!.AsArray().Select(line => (long)line!["unitPriceMinor"]!));

        // Ordering one more of the first is still the first.
        order = await waiter.ChangeAsync(id, 1, new { quantity = 2 }).OrderAsync();
        Assert.Equal([before * 2, before + 1_000], order["lines"]!.AsArray().Select(line => (long)line!["lineTotalMinor"]!));
    }

    [Fact]
    public async Task A_line_that_the_kitchen_never_heard_of_leaves_the_bill_and_stays_in_the_journal()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        var id = (string)(await waiter.OpenAsync(Table.Lines((dish, 1), (dish, 2))).OrderAsync())["id"]!;
        var order = await waiter.RemoveAsync(id, 1).OrderAsync();
        Assert.Equal([2], order["lines"]!.AsArray().Select(line => (int)line!["lineNo"]!));
        Assert.Empty(order["voidLines"]!.AsArray());
        Assert.Equal(550_000, (long)order["subtotalMinor"]!);
        Assert.Equal(["order.opened", "order.line_removed"], await api.Database.JournalAsync(id));
        Assert.Empty(await api.Database.ToldAsync(id));
        await (await waiter.RemoveAsync(id, 1)).ProblemAsync(HttpStatusCode.NotFound, "order.unknown_line");

        // Its number is not given to another line.
        order = await waiter.AddAsync(id, Table.Lines((dish, 1))).OrderAsync();
        Assert.Equal([2, 3], order["lines"]!.AsArray().Select(line => (int)line!["lineNo"]!));
    }

    [Fact]
    public async Task Choices_are_required_priced_and_changed()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync("Nasi Putih");
        var (rare, done, sambal) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await api.Database.ExecuteAsync(
            $"""
            WITH g AS (INSERT INTO modifier_groups (id, name, min_choices, max_choices) VALUES (gen_random_uuid(), 'Done', 1, 1), (gen_random_uuid(), 'Extras', 0, 2) RETURNING id, name),
            m AS (INSERT INTO modifiers (id, group_id, position, name, is_active)
              SELECT v.id::uuid, g.id, v.n, v.name, true FROM g JOIN (VALUES ('{rare}', 'Done', 'Rare', 1), ('{done}', 'Done', 'Well done', 2), ('{sambal}', 'Extras', 'Sambal', 1)) AS v (id, grp, name, n) ON v.grp = g.name RETURNING id)
            INSERT INTO product_modifier_groups (product_id, group_id, position) SELECT '{dish}', id, CASE name WHEN 'Done' THEN 1 ELSE 2 END FROM g;
            INSERT INTO modifier_prices (price_list_id, modifier_id, price_minor) SELECT id, '{sambal}', 5000 FROM price_lists WHERE code = 'steak-kenangan';
            """);
        var price = await api.Database.ScalarAsync<long>($"SELECT price_minor FROM product_prices WHERE product_id = '{dish}'");
        await (await waiter.OpenAsync(Table.Lines((dish, 1)))).ProblemAsync(HttpStatusCode.BadRequest, "order.wrong_choices");

        var order = await waiter.OpenAsync(new[] { new { productId = dish, quantity = 2, modifiers = new[] { rare, sambal } } }).OrderAsync();
        Assert.Equal((price + 5_000) * 2, (long)order["subtotalMinor"]!);
        Assert.Equal(["Rare", "Sambal"], order["lines"]![0]!["modifiers"]!.AsArray().Select(choice => (string)choice!["name"]!));
        var id = (string)order["id"]!;
        await (await waiter.ChangeAsync(id, 1, new { quantity = 2, modifiers = new[] { rare, done } })).ProblemAsync(HttpStatusCode.BadRequest, "order.wrong_choices");
        order = await waiter.ChangeAsync(id, 1, new { quantity = 1, modifiers = new[] { done } }).OrderAsync();
        Assert.Equal(price, (long)order["subtotalMinor"]!);
        Assert.Equal("Well done", (string)Assert.Single(order["lines"]![0]!["modifiers"]!.AsArray())!["name"]!);
    }

    [Fact]
    public async Task An_order_that_is_closed_takes_nothing_more()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        var id = (string)(await waiter.OpenAsync(Table.Lines((dish, 1))).OrderAsync())["id"]!;
        var cancelled = await waiter.CancelAsync(id, "guest left").OrderAsync();
        Assert.Equal(("cancelled", "guest left"), ((string)cancelled["status"]!, (string)cancelled["reason"]!));
        var footprint = await api.Database.FootprintAsync();
        foreach (var attempt in new[]
                 {
                     waiter.AddAsync(id, Table.Lines((dish, 1))), waiter.ChangeAsync(id, 1, new { quantity = 2 }), waiter.RemoveAsync(id, 1, "no"),
                     waiter.SendAsync(id), waiter.PayAsync(id), waiter.CancelAsync(id),
                 })
        {
            await (await attempt).ProblemAsync(HttpStatusCode.Conflict, "order.not_open");
        }

        Assert.Equal(footprint, await api.Database.FootprintAsync());
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_a_sentence_and_nothing_is_written()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        var empty = (string)(await waiter.OpenAsync().OrderAsync())["id"]!;
        var id = (string)(await waiter.OpenAsync(Table.Lines((dish, 1))).OrderAsync())["id"]!;
        var footprint = await api.Database.FootprintAsync();
        await (await waiter.PayAsync(empty)).ProblemAsync(HttpStatusCode.Conflict, "order.nothing_to_pay");
        await (await waiter.SendAsync(empty)).ProblemAsync(HttpStatusCode.Conflict, "order.nothing_to_send");
        await (await waiter.PayAsync(id, 1_000)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "payment.tender_too_small");
        await (await waiter.AddAsync(id, Table.Lines())).ProblemAsync(HttpStatusCode.BadRequest, "order.no_lines");
        await (await waiter.AddAsync(id, Table.Lines((Guid.NewGuid(), 1)))).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_product");
        await (await waiter.ChangeAsync(id, 1, new { quantity = 0 })).ProblemAsync(HttpStatusCode.BadRequest, "order.invalid_quantity");
        await (await waiter.ChangeAsync(id, 9, new { quantity = 1 })).ProblemAsync(HttpStatusCode.NotFound, "order.unknown_line");
        await (await waiter.CancelAsync(id, "  ")).ProblemAsync(HttpStatusCode.BadRequest, "order.reason_missing");
        await (await waiter.OpenAsync(label: new string('x', 61))).ProblemAsync(HttpStatusCode.BadRequest, "order.invalid_label");
        await (await waiter.OpenAsync(label: "a\0b")).ProblemAsync(HttpStatusCode.BadRequest, "order.invalid_label");
        await (await waiter.OpenAsync(location: "NOWHERE")).ProblemAsync(HttpStatusCode.NotFound, "location.unknown");
        await (await waiter.PayAsync($"{Guid.NewGuid()}")).ProblemAsync(HttpStatusCode.NotFound, "order.unknown");
        Assert.Equal(footprint, await api.Database.FootprintAsync());
    }

    [Fact]
    public async Task A_request_repeated_with_its_key_acts_once_and_gets_the_same_answer()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        var opened = await waiter.OpenAsync(Table.Lines((dish, 1)), key: "again-open").OrderAsync();
        Assert.Equal(opened.ToJsonString(), (await waiter.OpenAsync(Table.Lines((dish, 1)), key: "again-open").OrderAsync()).ToJsonString());
        var id = (string)opened["id"]!;
        var added = await waiter.AddAsync(id, Table.Lines((dish, 1)), "again-add").OrderAsync();
        Assert.Equal(added.ToJsonString(), (await waiter.AddAsync(id, Table.Lines((dish, 1)), "again-add").OrderAsync()).ToJsonString());
        await (await waiter.AddAsync(id, Table.Lines((dish, 2)), "again-add")).ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        var paid = await waiter.PayAsync(id, key: "again-pay").OrderAsync();
        Assert.Equal(paid.ToJsonString(), (await waiter.PayAsync(id, key: "again-pay").OrderAsync()).ToJsonString());
        Assert.Equal(2, paid["lines"]!.AsArray().Count);
        await (await waiter.PayAsync(id, key: "")).ProblemAsync(HttpStatusCode.BadRequest, "idempotency.key_missing");
    }

    private static (long Subtotal, long Service, long Total, long Rounding, long Due) Sums(JsonObject order) => (
        (long)order["subtotalMinor"]!, (long)order["serviceMinor"]!, (long)order["totalMinor"]!, (long)order["cashRoundingMinor"]!, (long)order["dueMinor"]!);
}
