using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Refunds;

public sealed class RefundTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Bottles_come_back_one_by_one_until_everything_that_was_paid_is_given_back()
    {
        using var till = await api.SignedInAsync();
        var before = await api.Database.OnHandAsync(Till.Averna);
        var id = await till.SoldAsync(3);
        var sold = await till.StoredAsync(id);

        using var first = await till.RefundAsync(id, new { reason = "corked", lines = new[] { new { lineNo = 1, quantity = 1 } }, approver = Counter.Manager }, "refund-1");
        var refund = await first.JsonAsync();
        // $27.00 and 7 % of it, handed out in coins that exist.
        Assert.Equal((HttpStatusCode.Created, "lines", "succeeded", 2_889), (first.StatusCode, (string)refund["kind"]!, (string)refund["status"]!, (long)refund["amountMinor"]!));
        Assert.Equal(0, (long)refund["payouts"]![0]!["paidMinor"]! % 5);
        Assert.Equal("partially_refunded", (string)(await till.StoredAsync(id))["status"]!);
        Assert.Equal(before - 2, await api.Database.OnHandAsync(Till.Averna));
        Assert.Contains("Given back", await till.GetStringAsync($"/api/v1/orders/{id}/receipt?format=text"), StringComparison.Ordinal);
        using var again = await till.RefundAsync(id, new { reason = "corked", lines = new[] { new { lineNo = 1, quantity = 1 } }, approver = Counter.Manager }, "refund-1");
        Assert.Equal(refund.ToJsonString(), (await again.JsonAsync()).ToJsonString());

        await (await till.RefundAsync(id, new { reason = "x", lines = new[] { new { lineNo = 1, quantity = 3 } }, approver = Counter.Manager })).ProblemAsync(HttpStatusCode.Conflict, "refund.too_many");
        using var rest = await till.RefundAsync(id, new { reason = "all of them", approver = Counter.Manager });
        Assert.Equal(HttpStatusCode.Created, rest.StatusCode);

        var listed = await till.RefundsAsync(id);
        Assert.Equal((long)sold["totalMinor"]!, listed["items"]!.AsArray().Sum(item => (long)item!["amountMinor"]!));
        Assert.Equal((long)sold["dueMinor"]!, listed["items"]!.AsArray().Sum(item => item!["payouts"]!.AsArray().Sum(payout => (long)payout!["paidMinor"]!)));
        var order = await till.StoredAsync(id);
        Assert.Equal(["completed", "partially_refunded", "refunded"], order["history"]!.AsArray().Select(step => (string)step!["status"]!));
        Assert.Equal(before, await api.Database.OnHandAsync(Till.Averna));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
        Assert.Equal(0, await api.Database.CrookedAsync());
        Assert.Equal(["order.completed", "order.refunded", "order.refunded"], await api.Database.JournalAsync(id));
        await (await till.RefundAsync(id, new { reason = "again", approver = Counter.Manager })).ProblemAsync(HttpStatusCode.Conflict, "refund.nothing_left");
    }

    [Fact]
    public async Task Twenty_tills_at_once_give_a_bottle_back_as_often_as_it_was_bought()
    {
        using var till = await api.SignedInAsync("manager");
        var id = await till.SoldAsync(3);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => till.RefundAsync(id, new { reason = "corked", lines = new[] { new { lineNo = 1, quantity = 1 } } })));
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            Assert.Contains((string)(await answer.JsonAsync())["code"]!, new[] { "refund.too_many", "refund.nothing_left" });
        Assert.Equal("refunded", (string)(await till.StoredAsync(id))["status"]!);
        Assert.Equal(0, await api.Database.CrookedAsync());
    }

    [Theory]
    [InlineData("UPDATE order_lines SET refunded_quantity = quantity + 1", "ck_order_lines_refunded")]
    [InlineData("UPDATE orders SET refunded_minor = total_minor + 1", "ck_orders_refunded")]
    [InlineData("UPDATE payments SET refunded_minor = amount_minor + tip_minor + 1", "ck_payments_refunded")]
    public async Task The_database_itself_lets_nobody_give_back_more_than_was_paid(string attempt, string guard)
    {
        using var till = await api.SignedInAsync();
        var id = await till.SoldAsync();
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => api.Database.ExecuteAsync($"{attempt} WHERE {(attempt.Contains("orders", StringComparison.Ordinal) ? "id" : "order_id")} = '{id}'"));
        Assert.Equal(guard, refused.ConstraintName);
    }

    [Fact]
    public async Task A_second_person_approves_what_is_above_the_limit_however_small_the_steps_to_it()
    {
        using var till = await api.SignedInAsync();
        using var manager = await api.SignedInAsync("manager");
        var id = await till.SoldAsync(2);
        Assert.Equal(HttpStatusCode.Created, (await till.RefundAsync(id, new { reason = "scratched", amountMinor = 3_000 })).StatusCode);
        await (await till.RefundAsync(id, new { reason = "scratched", amountMinor = 2_001 })).ProblemAsync(HttpStatusCode.Forbidden, "refund.approval_needed");
        await (await till.RefundAsync(id, new { reason = "scratched", amountMinor = 2_001, approver = new { username = "server", password = ApiHost.DemoPassword } }))
            .ProblemAsync(HttpStatusCode.Forbidden, "auth.approver_refused");
        await (await manager.RefundAsync(id, new { reason = "scratched", amountMinor = 2_001, approver = Counter.Manager })).ProblemAsync(HttpStatusCode.Forbidden, "refund.approver_is_requester");
        using var quote = await till.QuoteAsync(id, new { amountMinor = 2_001 });
        var asked = await quote.JsonAsync();
        Assert.Equal((5_000, true), ((long)asked["limitMinor"]!, (bool)asked["needsApproval"]!));
        using var approved = await till.RefundAsync(id, new { reason = "scratched", amountMinor = 2_001, approver = Counter.Manager });
        Assert.Equal(await api.Database.ScalarAsync<Guid>("SELECT id FROM users WHERE username = 'manager'"), (Guid)(await approved.JsonAsync())["approvedBy"]!);
        Assert.Equal(0, await api.Database.CrookedAsync());
    }

    [Fact]
    public async Task A_shop_can_set_its_own_limit()
    {
        await using var database = await ShopDatabase.SeededAsync();
        using var host = ApiHost.On(database.ConnectionString);
        using var admin = await host.SignedInAsync("admin");
        using var till = await host.SignedInAsync();
        await (await admin.PutAsJsonAsync("/api/v1/locations/LIQ1/refund-limit", new { limitMinor = -1 })).ProblemAsync(HttpStatusCode.BadRequest, "refund.invalid_limit");
        var limits = await (await admin.PutAsJsonAsync("/api/v1/locations/LIQ1/refund-limit", new { limitMinor = 100 })).JsonAsync();
        Assert.Equal((100, 1_000), ((long)limits["limitMinor"]!, (long)limits["managerLimitMinor"]!));
        var id = await till.SoldAsync();
        await (await till.RefundAsync(id, new { reason = "scratched", amountMinor = 101 })).ProblemAsync(HttpStatusCode.Forbidden, "refund.approval_needed");
        Assert.Equal(HttpStatusCode.Created, (await till.RefundAsync(id, new { reason = "scratched", amountMinor = 100 })).StatusCode);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task What_cannot_be_sold_again_goes_through_the_books_and_away()
    {
        using var till = await api.SignedInAsync();
        var before = await api.Database.OnHandAsync(Till.Averna);
        var id = await till.SoldAsync(2);
        await till.RefundAsync(id, new { reason = "broken", lines = new[] { new { lineNo = 1, quantity = 1, restock = false } } });
        Assert.Equal(before - 2, await api.Database.OnHandAsync(Till.Averna));
        Assert.Equal(["breakage -1", "return 1", "sale -2"], await api.Database.LinesAsync($"SELECT reason || ' ' || quantity FROM stock_movements WHERE order_id = '{id}' ORDER BY reason"));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }

    [Fact]
    public async Task A_manager_may_turn_cash_into_store_credit_and_the_customer_spends_it_later()
    {
        using var till = await api.SignedInAsync();
        using var manager = await api.SignedInAsync("manager");
        var id = await till.SoldAsync();
        var code = (string)(await (await manager.PostAsync("/api/v1/stored-value/codes", null)).JsonAsync())["cardCode"]!;
        await (await till.RefundAsync(id, new { reason = "no receipt", amountMinor = 1_000, method = "store_credit", cardCode = code })).ProblemAsync(HttpStatusCode.Forbidden, "refund.approval_needed");
        await (await manager.RefundAsync(id, new { reason = "no receipt", amountMinor = 1_000, method = "store_credit" })).ProblemAsync(HttpStatusCode.BadRequest, "stored_value.invalid_code");
        for (var turn = 1; turn <= 2; turn++)
        {
            using var refund = await till.RefundAsync(id, new { reason = "no receipt", amountMinor = 1_000, method = "store_credit", cardCode = code, approver = Counter.Manager });
            Assert.Equal("store_credit", (string)(await refund.JsonAsync())["payouts"]![0]!["type"]!);
            Assert.Equal(turn * 1_000, await api.Database.ScalarAsync<long>($"SELECT balance_minor FROM stored_value_accounts WHERE last4 = '{code[^4..]}'"));
        }

        Assert.Equal(0, await api.Database.CrookedAsync());
    }

    [Fact]
    public async Task A_quote_says_what_would_come_back_and_changes_nothing()
    {
        using var till = await api.SignedInAsync();
        var id = await till.SoldAsync(2);
        var footprint = await api.Database.FootprintAsync();
        using var whole = await till.QuoteAsync(id, new { });
        var quote = await whole.JsonAsync();
        Assert.Equal((5_778, 5_780, 5_778), ((long)quote["amountMinor"]!, (long)quote["paidMinor"]!, (long)quote["remainingMinor"]!));
        Assert.Equal((2, 2), ((int)quote["lines"]![0]!["refundableQuantity"]!, (int)quote["lines"]![0]!["quantity"]!));
        Assert.Equal(footprint, await api.Database.FootprintAsync());
    }

    [Fact]
    public async Task What_was_not_paid_or_makes_no_sense_is_refused_and_leaves_no_trace()
    {
        using var till = await api.SignedInAsync();
        var open = (string)(await till.OpenAsync(Table.Lines((await api.Database.DishAsync(), 1))).OrderAsync())["id"]!;
        await (await till.RefundAsync(open, new { reason = "x" })).ProblemAsync(HttpStatusCode.Conflict, "refund.not_refundable");
        var id = await till.SoldAsync();
        var footprint = await api.Database.FootprintAsync();
        async Task RefusedAsync(object body, HttpStatusCode status, string code) => await (await till.RefundAsync(id, body)).ProblemAsync(status, code);
        await RefusedAsync(new { reason = " " }, HttpStatusCode.BadRequest, "order.reason_missing");
        await RefusedAsync(new { reason = "x", method = "cheque" }, HttpStatusCode.BadRequest, "refund.invalid_method");
        await RefusedAsync(new { reason = "x", amountMinor = 0 }, HttpStatusCode.BadRequest, "refund.invalid_amount");
        await RefusedAsync(new { reason = "x", amountMinor = 1, lines = new[] { new { lineNo = 1, quantity = 1 } } }, HttpStatusCode.BadRequest, "refund.invalid_lines");
        await RefusedAsync(new { reason = "x", lines = new[] { new { lineNo = 9, quantity = 1 } } }, HttpStatusCode.NotFound, "order.unknown_line");
        await RefusedAsync(new { reason = "x", amountMinor = 1_000_000 }, HttpStatusCode.Conflict, "refund.too_much");
        Assert.Equal(footprint, await api.Database.FootprintAsync());
    }

    [Fact]
    public async Task A_voided_order_is_one_refund_of_everything()
    {
        using var till = await api.SignedInAsync();
        var id = await till.SoldAsync(2);
        await till.VoidAsync(id, Counter.Manager).OrderAsync();
        var refund = Assert.Single((await till.RefundsAsync(id))["items"]!.AsArray())!;
        Assert.Equal(("void", "succeeded", 5_778, 5_780), ((string)refund["kind"]!, (string)refund["status"]!, (long)refund["amountMinor"]!, (long)refund["payouts"]![0]!["paidMinor"]!));
        Assert.Equal(0, await api.Database.CrookedAsync());
        await (await till.RefundAsync(id, new { reason = "again" })).ProblemAsync(HttpStatusCode.Conflict, "refund.not_refundable");
    }
}
