using System.Net;
using System.Net.Http.Json;
using System.Text;
using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Qris;

namespace PosAspire.Tests.Api.Payments.Webhooks;

/// <summary>What the gateway tells causes a look, and nothing else.</summary>
public sealed class QrisCallbackTests(PayingShop shop) : IClassFixture<PayingShop>
{
    private const string Path = "/webhooks/qris";

    [Fact]
    public async Task A_paid_code_completes_its_order_at_once_and_its_notice_again_does_nothing_more()
    {
        var (order, reference, _) = await shop.CodeAsync();
        Assert.True(shop.Qris.Pay(reference));
        var notice = shop.Qris.Notice(reference);
        using var gateway = shop.Api.Anonymous();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => gateway.PostAsJsonAsync(Path, notice)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await Eventually.TrueAsync(async () => await StatusAsync(order) == "completed");
        await gateway.PostAsJsonAsync(Path, notice);
        Assert.Equal(1, await shop.Database.ScalarAsync<long>($"SELECT count(*) FROM provider_events WHERE object_ref = '{reference}'"));
        Assert.Equal(1, await shop.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE topic = 'order.completed' AND payload->>'orderId' = '{order}'"));
        await Eventually.TrueAsync(() => shop.Database.ScalarAsync<bool>($"SELECT handled_at IS NOT NULL FROM provider_events WHERE object_ref = '{reference}'"));
    }

    [Fact]
    public async Task A_notice_of_a_payment_that_was_not_made_pays_nothing()
    {
        var (order, reference, _) = await shop.CodeAsync();
        // Signed, as whoever has learned the key could: the gateway itself says that nothing was paid.
        var forged = shop.Qris.Notice(reference, notice => notice["transaction_status"] = "settlement");
        using var gateway = shop.Api.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await gateway.PostAsJsonAsync(Path, forged)).StatusCode);
        await Eventually.TrueAsync(() => shop.Database.ScalarAsync<bool>($"SELECT count(*) = 1 FROM provider_events WHERE object_ref = '{reference}' AND handled_at IS NOT NULL"));
        Assert.Equal("awaiting_payment", await StatusAsync(order));
    }

    [Theory]
    [InlineData("gross_amount", "1.00")]
    [InlineData("status_code", "201")]
    [InlineData("order_id", "somebody-elses")]
    [InlineData("signature_key", "00")]
    public async Task A_notice_that_is_not_signed_as_it_is_is_refused_and_not_kept(string member, string value)
    {
        var (_, reference, _) = await shop.CodeAsync();
        var notice = shop.Qris.Notice(reference);
        notice[member] = value;
        using var gateway = shop.Api.Anonymous();
        await (await gateway.PostAsJsonAsync(Path, notice)).ProblemAsync(HttpStatusCode.BadRequest, "payment.callback_refused");
        Assert.Equal(0, await shop.Database.ScalarAsync<long>($"SELECT count(*) FROM provider_events WHERE object_ref = '{reference}'"));
    }

    [Fact]
    public async Task News_whose_receiver_died_are_taken_up_by_workers_and_late_money_is_a_case()
    {
        var (_, reference, _) = await shop.CodeAsync();
        shop.Qris.Expire(reference);
        await shop.SettleAsync(TimeSpan.FromSeconds(5));
        shop.Qris.PayLate(reference);
        await shop.Database.ExecuteAsync(
            $"INSERT INTO provider_events (provider, event_id, type, object_ref, received_at) VALUES ('qris', '{reference}/died', 'settlement', '{reference}', now() - interval '1 minute')");
        await shop.SettleAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await shop.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM payment_cases c JOIN payments p ON p.id = c.payment_id WHERE p.provider_ref = '{reference}' AND c.kind = 'mismatch'"));
        Assert.True(await shop.Database.ScalarAsync<bool>($"SELECT handled_at IS NOT NULL FROM provider_events WHERE event_id = '{reference}/died'"));
    }

    [Fact]
    public async Task What_is_no_notice_is_refused()
    {
        using var gateway = shop.Api.Anonymous();
        foreach (var body in new[] { "", "[]", "{}", new string('x', 70_000) })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            await (await gateway.PostAsync(Path, content)).ProblemAsync(HttpStatusCode.BadRequest, "payment.callback_refused");
        }
    }

    [Fact]
    public async Task Money_that_comes_after_the_code_had_expired_is_a_managers_case()
    {
        var (order, reference, _) = await shop.CodeAsync();
        shop.Qris.Expire(reference);
        await shop.SettleAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("failed", await shop.Database.ScalarAsync<string>($"SELECT status FROM payments WHERE order_id = '{order}'"));

        shop.Qris.PayLate(reference);
        using var gateway = shop.Api.Anonymous();
        await gateway.PostAsJsonAsync(Path, shop.Qris.Notice(reference));
        await Eventually.TrueAsync(async () => await shop.Database.ScalarAsync<long>(Cases(order)) == 1);
        Assert.Equal("awaiting_payment", await StatusAsync(order));
    }

    [Fact]
    public async Task The_server_key_is_in_no_line_of_the_log()
    {
        var (_, reference, _) = await shop.CodeAsync();
        using var gateway = shop.Api.Anonymous();
        await gateway.PostAsJsonAsync(Path, shop.Qris.Notice(reference, key: "SB-Mid-server-of-another"));
        var encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(FakeQris.ServerKey));
        Assert.DoesNotContain(shop.Api.LogLines(), line => line.Contains(FakeQris.ServerKey, StringComparison.Ordinal) || line.Contains(encoded[..20], StringComparison.Ordinal));
    }

    private static string Cases(Guid order) =>
        $"SELECT count(*) FROM payment_cases c JOIN payments p ON p.id = c.payment_id WHERE p.order_id = '{order}' AND c.kind = 'mismatch' AND c.resolved_at IS NULL";

    private Task<string> StatusAsync(Guid order) => shop.Database.ScalarAsync<string>($"SELECT status FROM orders WHERE id = '{order}'");
}
