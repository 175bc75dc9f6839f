using System.Net;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Payments.Cards;
using PosAspire.Tests.Api.Sales.Refunds;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Api.Payments.Webhooks;

/// <summary>What a provider tells of refunds: asked back at once, and never believed.</summary>
public sealed class RefundNewsTests(CardShop shop) : IClassFixture<CardShop>
{
    [Theory]
    [InlineData("refund.updated", "refund")]
    [InlineData("charge.refunded", "charge")]
    public async Task A_refund_that_the_bank_has_decided_is_known_at_once_and_once(string type, string kind)
    {
        using var manager = await shop.Api.SignedInAsync("manager");
        var (order, refund) = await RefundedAsync(manager, "pending");
        Assert.Equal("pending", await StatusAsync(manager, order));

        // Whatever it says: it is not so yet.
        await TellAsync(refund, type, kind, "succeeded");
        Assert.Equal("pending", await StatusAsync(manager, order));
        shop.Stripe.Ledger.SettleRefund(refund.Id, "succeeded");
        for (var copy = 0; copy < 3; copy++)
            await TellAsync(refund, type, kind, "pending");
        await Eventually.TrueAsync(async () => await StatusAsync(manager, order) == "succeeded");
        Assert.Equal(1, await shop.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE topic = 'refund.succeeded' AND payload->>'orderId' = '{order}'"));
        Assert.Single(shop.Stripe.Ledger.Refunds, made => made.Intent == refund.Intent);
    }

    [Fact]
    public async Task A_refund_that_the_bank_sent_back_after_it_had_succeeded_is_a_managers()
    {
        using var manager = await shop.Api.SignedInAsync("manager");
        var (order, refund) = await RefundedAsync(manager, "succeeded");
        Assert.Equal("succeeded", await StatusAsync(manager, order));
        // A forged notice moves nothing.
        await TellAsync(refund, "refund.failed", "refund", "failed");
        Assert.Equal("succeeded", await StatusAsync(manager, order));

        shop.Stripe.Ledger.SettleRefund(refund.Id, "failed");
        await TellAsync(refund, "refund.failed", "refund", "failed");
        await Eventually.TrueAsync(async () => await StatusAsync(manager, order) == "failed");
        Assert.Equal(1, await shop.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM payment_cases c JOIN payments p ON p.id = c.payment_id WHERE c.kind = 'mismatch' AND p.order_id = '{order}'"));
        Assert.Single(shop.Stripe.Ledger.Refunds, made => made.Intent == refund.Intent);
    }

    private static async Task<string> StatusAsync(HttpClient manager, Guid order) => (string)(await manager.RefundsAsync($"{order}"))["items"]![0]!["status"]!;

    private async Task<(Guid Order, FakeRefund Refund)> RefundedAsync(HttpClient manager, string status)
    {
        var (order, _) = await shop.BeginAsync(manager);
        Assert.Equal("completed", (string)(await CardShop.CardAsync(manager, order, "method:pm_card_visa"))["status"]!);
        shop.Stripe.Ledger.RefundStatus = status;
        Assert.Equal(HttpStatusCode.Created, (await manager.RefundAsync($"{order}", new { reason = "scratched", amountMinor = 1_000 })).StatusCode);
        return (order, shop.Stripe.Ledger.Refunds[^1]);
    }

    /// <summary>Delivers an event and waits until it is dealt with.</summary>
    private async Task TellAsync(FakeRefund refund, string type, string kind, string status)
    {
        var told = shop.Stripe.Webhooks.Happened(type, new JsonObject { ["object"] = kind, ["id"] = kind == "refund" ? refund.Id : refund.Charge, ["payment_intent"] = refund.Intent, ["status"] = status });
        Assert.Equal(HttpStatusCode.OK, await shop.Stripe.Webhooks.DeliverAsync(shop.Webhook, told));
        await Eventually.TrueAsync(() => shop.Database.ScalarAsync<bool>($"SELECT handled_at IS NOT NULL FROM provider_events WHERE event_id = '{told.Id}'"));
    }
}
