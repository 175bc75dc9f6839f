using System.Net.Http.Json;
using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Api.Payments.Cards;

/// <summary>No key, card number or name of a stored card comes out where people or machines look.</summary>
public sealed class CardCanaryTests(CardShop shop) : IClassFixture<CardShop>
{
    private const string Token = "pm_1CanaryCanaryCanary07";
    private const string Number = "4242424242424242";

    [Fact]
    public async Task Nothing_secret_is_in_a_log_a_trace_or_an_answer()
    {
        using var till = await shop.Api.SignedInAsync();
        var answers = "";
        foreach (var (verb, fault) in new[]
        {
            ("none", FakeStripeFault.None), ("create", FakeStripeFault.Error500), ("confirm", FakeStripeFault.DoThenDrop),
            ("confirm", FakeStripeFault.RateLimited), ("capture", FakeStripeFault.Error500),
        })
        {
            var (order, _) = await shop.BeginAsync(till);
            shop.Stripe.Faults.Set(verb, fault, 1);
            answers += await SayAsync(await till.TenderAsync(order, new { type = "card", source = $"method:{Token}" }));
            shop.Stripe.Faults.Clear();
            answers += await SayAsync(await till.TenderAsync(order, new { type = "card", source = Number }));
            answers += await SayAsync(await till.TenderAsync(order, new { type = "card", source = $"method:{shop.Stripe.Key}?" }));
            answers += await SayAsync(await till.GetAsync($"/api/v1/orders/{order}/checkout"));
            answers += await SayAsync(await till.GetAsync($"/api/v1/orders/{order}"));
        }

        using var stranger = shop.Api.Anonymous();
        stranger.DefaultRequestHeaders.TryAddWithoutValidation("Stripe-Signature", $"t=1,v1={shop.Stripe.Webhooks.Secret}");
        answers += await SayAsync(await stranger.PostAsJsonAsync(shop.Webhook, new { id = Token, type = Number }));
        await Eventually.TrueAsync(() => shop.Telemetry.Contains("payment_intents", StringComparison.Ordinal));

        (string Name, string Content)[] sinks = [("answers", answers), ("logs", string.Join('\n', shop.Api.LogLines())), ("telemetry", shop.Telemetry)];
        Assert.All(sinks, sink => Assert.NotEmpty(sink.Content));
        string[] secrets = [Token, Number, shop.Stripe.Key, shop.Stripe.Webhooks.Secret, CardShop.OldSecret];
        Assert.Equal([], from sink in sinks from secret in secrets where sink.Content.Contains(secret, StringComparison.OrdinalIgnoreCase) select $"{secret} in {sink.Name}");
    }

    private static async Task<string> SayAsync(HttpResponseMessage answer) => $"{answer} {await answer.Content.ReadAsStringAsync()}\n";
}
