using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Payments.Cards;
using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Api.Payments.Webhooks;

/// <summary>What Stripe tells causes a look, and nothing else.</summary>
public sealed class StripeWebhookTests(CardShop shop) : IClassFixture<CardShop>
{
    [Fact]
    public async Task However_often_and_in_whatever_order_it_is_told_the_order_completes_once()
    {
        var (order, intent) = await WaitingAsync();
        shop.Stripe.Ledger.Authenticate(intent.Id, passes: true);
        FakeStripeEvent[] events = [Told(intent, "payment_intent.succeeded"), Told(intent, "payment_intent.amount_capturable_updated"), Told(intent, "payment_intent.created")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => events).Select(told => shop.Stripe.Webhooks.DeliverAsync(shop.Webhook, told)));
        await Eventually.TrueAsync(async () => await shop.StatusAsync(order) == "completed");
        await shop.Stripe.Webhooks.DeliverAsync(shop.Webhook, events[2]);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        Assert.Equal(events.Length, await KeptAsync(intent));
        Assert.Equal((1, intent.Amount), (intent.Charges.Count, intent.Received));
        Assert.Equal(1, await shop.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE topic = 'order.completed' AND payload->>'orderId' = '{order}'"));
    }

    [Fact]
    public async Task What_it_says_is_not_believed()
    {
        var (order, intent) = await WaitingAsync();
        var thing = JsonNode.Parse(Told(intent, "payment_intent.succeeded").Body)!;
        thing["data"]!["object"]!["status"] = "succeeded";
        thing["data"]!["object"]!["amount_received"] = intent.Amount;
        var forged = new FakeStripeEvent((string)thing["id"]!, "payment_intent.succeeded", thing.ToJsonString());

        Assert.Equal(HttpStatusCode.OK, await shop.Stripe.Webhooks.DeliverAsync(shop.Webhook, forged));
        await Eventually.TrueAsync(() => shop.Database.ScalarAsync<bool>($"SELECT count(*) = 1 FROM provider_events WHERE event_id = '{forged.Id}' AND handled_at IS NOT NULL"));

        Assert.Equal("awaiting_payment", await shop.StatusAsync(order));
    }

    [Fact]
    public async Task A_notice_that_Stripe_has_not_signed_just_now_is_refused_and_not_kept()
    {
        var (_, intent) = await WaitingAsync();
        var now = DateTimeOffset.UtcNow;
        (string Secret, DateTimeOffset At)[] wrong = [("whsec_of_somebody_else", now), (shop.Stripe.Webhooks.Secret, now.AddSeconds(-310)), (shop.Stripe.Webhooks.Secret, now.AddSeconds(310))];

        foreach (var (secret, at) in wrong)
            Assert.Equal(HttpStatusCode.BadRequest, await shop.Stripe.Webhooks.DeliverAsync(shop.Webhook, Told(intent, "payment_intent.succeeded"), secret, at));

        Assert.Equal(0, await KeptAsync(intent));
    }

    [Fact]
    public async Task While_secrets_are_exchanged_both_hold_and_unknown_kinds_are_kept()
    {
        var told = shop.Stripe.Webhooks.Happened("something.of_tomorrow", new JsonObject { ["object"] = "something", ["id"] = "som_1" });

        Assert.Equal(HttpStatusCode.OK, await shop.Stripe.Webhooks.DeliverAsync(shop.Webhook, told, CardShop.OldSecret));
        Assert.Equal(HttpStatusCode.OK, await shop.Stripe.Webhooks.DeliverAsync(shop.Webhook, told));

        Assert.Equal(1, await shop.Database.ScalarAsync<long>($"SELECT count(*) FROM provider_events WHERE provider = 'stripe' AND event_id = '{told.Id}' AND type = 'something.of_tomorrow'"));
    }

    [Fact]
    public async Task It_is_answered_while_Stripe_itself_is_silent()
    {
        var (_, intent) = await WaitingAsync();
        shop.Stripe.Faults.Set("read", FakeStripeFault.Hang);
        try
        {
            Assert.Equal(HttpStatusCode.OK, await shop.Stripe.Webhooks.DeliverAsync(shop.Webhook, Told(intent, "payment_intent.succeeded")));
        }
        finally
        {
            shop.Stripe.Faults.Clear();
        }
    }

    [Fact]
    public async Task What_is_no_notice_is_refused()
    {
        using var stranger = shop.Api.Anonymous();
        foreach (var body in new[] { "", "{}", new string('x', 140_000) })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            await (await stranger.PostAsync("/webhooks/stripe", content)).ProblemAsync(HttpStatusCode.BadRequest, "payment.callback_refused");
        }
    }

    private FakeStripeEvent Told(FakeIntent intent, string type)
        => shop.Stripe.Webhooks.Happened(type, new JsonObject { ["object"] = "payment_intent", ["id"] = intent.Id, ["status"] = intent.Status });

    private Task<long> KeptAsync(FakeIntent intent) => shop.Database.ScalarAsync<long>($"SELECT count(*) FROM provider_events WHERE object_ref = '{intent.Id}'");

    /// <summary>An order whose customer has to pass 3-D Secure.</summary>
    private async Task<(Guid Order, FakeIntent Intent)> WaitingAsync()
    {
        using var till = await shop.Api.SignedInAsync();
        var (order, total) = await shop.BeginAsync(till);
        var waiting = await CardShop.CardAsync(till, order, "method:pm_card_threeDSecure2Required");
        Assert.Equal($"card {total} requires_action", waiting.Tenders());
        return (order, shop.IntentOf(order));
    }
}
