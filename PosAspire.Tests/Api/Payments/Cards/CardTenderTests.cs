using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Payments.Cards;

/// <summary>What the till hears of a card: why it was refused, and that it was held to the reader.</summary>
public sealed class CardTenderTests(CardShop shop) : IClassFixture<CardShop>
{
    [Fact]
    public async Task A_declined_card_says_why_in_words_and_cash_pays_instead()
    {
        using var till = await shop.Api.SignedInAsync();
        var (order, total) = await shop.BeginAsync(till);

        var declined = (await CardShop.CardAsync(till, order, "method:pm_decline_insufficient_funds"))["tenders"]![0]!;
        var paid = await (await till.TenderAsync(order, new { type = "cash", amountMinor = total + 500 })).JsonAsync();

        Assert.Equal(("failed", "insufficient_funds"), ((string)declined["status"]!, (string)declined["failureCode"]!));
        Assert.Contains("not enough money", (string)declined["message"]!, StringComparison.Ordinal);
        Assert.Equal("completed", (string)paid["status"]!);
        Assert.Empty(shop.IntentOf(order).Charges);
    }

    [Fact]
    public async Task A_card_at_the_reader_completes_the_order_when_Stripe_tells_of_it()
    {
        using var till = await shop.Api.SignedInAsync();
        var (order, total) = await shop.BeginAsync(till);
        var waiting = await CardShop.CardAsync(till, order, $"reader:{CardShop.Reader}");
        Assert.Equal($"card {total} requires_action", waiting.Tenders());

        shop.Stripe.Webhooks.Target = shop.Webhook;
        await shop.Stripe.PresentCardAsync(CardShop.Reader);
        shop.Stripe.Webhooks.Target = null;

        await Eventually.TrueAsync(async () => await shop.StatusAsync(order) == "completed");
        Assert.Equal(total, shop.IntentOf(order).Received);
    }
}
