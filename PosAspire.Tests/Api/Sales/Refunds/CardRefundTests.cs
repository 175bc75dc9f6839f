using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Refunds;

/// <summary>Orders that somebody outside took the money of. Nobody outside is there: what is owed stays written down.</summary>
public sealed class CardRefundTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_card_gets_its_money_back_first_and_the_claim_waits_for_its_provider()
    {
        using var manager = await api.SignedInAsync("manager");
        var id = await ByCardAsync(manager, 2_000);
        var first = await (await manager.RefundAsync(id, new { reason = "corked", amountMinor = 1_500 })).JsonAsync();
        Assert.Equal(("pending", "card 1500 pending"), ((string)first["status"]!, Paid(first)));
        var second = await (await manager.RefundAsync(id, new { reason = "corked too", amountMinor = 1_000 })).JsonAsync();
        Assert.Equal("card 500 pending, cash 500 succeeded", Paid(second));
        Assert.Equal(0, await api.Database.CrookedAsync());
        Assert.Equal(2, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM refund_payouts WHERE order_id = '{id}' AND provider = 'stripe' AND next_read_at IS NOT NULL AND asked_at IS NULL"));
    }

    [Fact]
    public async Task A_void_gives_the_tip_back_too()
    {
        using var till = await api.SignedInAsync();
        var id = await ByCardAsync(till, 5_780);
        await api.Database.ExecuteAsync($"UPDATE payments SET tip_minor = 300, captured_minor = amount_minor + 300 WHERE order_id = '{id}' AND type = 'card'");
        var order = await till.VoidAsync(id, Counter.Manager).OrderAsync();
        Assert.Equal("voided", (string)order["status"]!);
        var refund = (await till.RefundsAsync(id))["items"]![0]!;
        Assert.Equal(("void", "pending", "card 6080 pending"), ((string)refund["kind"]!, (string)refund["status"]!, Paid(refund)));
        Assert.Equal(0, await api.Database.CrookedAsync());
    }

    [Fact]
    public async Task What_a_provider_refuses_a_manager_gives_back_another_way_and_once()
    {
        using var till = await api.SignedInAsync();
        using var manager = await api.SignedInAsync("manager");
        var id = await ByCardAsync(till, 5_780);
        var refund = await (await till.RefundAsync(id, new { reason = "corked", amountMinor = 1_003 })).JsonAsync();
        var address = $"/api/v1/orders/{id}/refunds/{refund["id"]}/payouts";
        await (await PostAsync(manager, address, new { method = "cash" })).ProblemAsync(HttpStatusCode.Conflict, "refund.nothing_failed");
        await api.Database.ExecuteAsync(
            $"""
            UPDATE refund_payouts SET status = 'failed', failure_code = 'expired_or_canceled_card', settled_at = now(), next_read_at = NULL WHERE order_id = '{id}';
            UPDATE refunds SET status = 'failed', settled_at = now() WHERE order_id = '{id}';
            """);
        await (await PostAsync(till, address, new { method = "cash" })).ProblemAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostAsync(manager, address, new { method = "cash" })));
        var given = await Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created).JsonAsync();
        Assert.Equal(("succeeded", "card 1003 failed, cash 1005 succeeded"), ((string)given["status"]!, Paid(given)));
        Assert.Equal(0, await api.Database.CrookedAsync());
        Assert.Equal(["order.completed", "order.refunded", "refund.replaced"], await api.Database.JournalAsync(id));
    }

    [Fact]
    public async Task A_payment_that_is_not_certain_is_not_given_back()
    {
        using var manager = await api.SignedInAsync("manager");
        var id = await ByCardAsync(manager, 5_780);
        await api.Database.ExecuteAsync($"UPDATE payments SET status = 'unknown' WHERE order_id = '{id}' AND type = 'card'");
        await (await manager.RefundAsync(id, new { reason = "corked" })).ProblemAsync(HttpStatusCode.Conflict, "refund.payment_uncertain");
    }

    [Fact]
    public async Task An_exchange_names_the_order_whose_goods_came_back_and_only_one()
    {
        using var manager = await api.SignedInAsync("manager");
        var (old, bought) = (await manager.SoldAsync(), await manager.SoldAsync(2));
        await (await PostAsync(manager, $"/api/v1/orders/{bought}/exchange", new { orderId = old })).ProblemAsync(HttpStatusCode.Conflict, "refund.not_an_exchange");
        await manager.RefundAsync(old, new { reason = "the other one, please" });
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(manager, $"/api/v1/orders/{bought}/exchange", new { orderId = old })).StatusCode);
        await (await PostAsync(manager, $"/api/v1/orders/{bought}/exchange", new { orderId = old })).ProblemAsync(HttpStatusCode.Conflict, "refund.not_an_exchange");
        Assert.Equal(bought, (string)Assert.Single((await manager.RefundsAsync(old))["exchangedFor"]!.AsArray())!);
        Assert.Equal(old, (string)(await manager.RefundsAsync(bought))["exchangeOf"]!);
    }

    /// <summary>Two bottles, of whose $57.80 a card has paid so much and cash the rest.</summary>
    private async Task<string> ByCardAsync(HttpClient client, long cents)
    {
        var id = await client.SoldAsync(2);
        await api.Database.ExecuteAsync(
            $"""
            INSERT INTO payments (location_id, order_id, id, type, status, amount_minor, tendered_minor, change_minor, created_at, provider, provider_ref, captured_minor)
            SELECT location_id, id, gen_random_uuid(), 'card', 'captured', {cents}, {cents}, 0, now(), 'stripe', 'pi_{Guid.NewGuid():N}', {cents} FROM orders WHERE id = '{id}';
            UPDATE payments SET amount_minor = 5780 - {cents}, captured_minor = 5780 - {cents}, tendered_minor = 5780 - {cents}, change_minor = 0 WHERE order_id = '{id}' AND type = 'cash';
            DELETE FROM payments WHERE order_id = '{id}' AND amount_minor = 0;
            """);
        return id;
    }

    private static string Paid(JsonNode refund) =>
        string.Join(", ", refund["payouts"]!.AsArray().Select(payout => $"{payout!["type"]} {payout["paidMinor"]} {payout["status"]}"));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        return await client.SendAsync(request);
    }
}
