using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Shared;
using PosAspire.Tests.Api;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Workers.Payments;

/// <summary>The match as an operator runs it, against Stripe's own list, with one difference of each kind planted.</summary>
public sealed class StripeReconciliationTests(PayingShop shop) : IClassFixture<PayingShop>
{
    private const long Bottle = 2_889;

    // In the words of the match; the rows are as if somebody had changed them by hand, or a write had been lost.
    private static readonly (string Kind, bool IsHeld, string Payment, string? Order)[] Planted =
    [
        ("paid_not_recorded", false, "status = 'failed', captured_minor = 0", "cancelled"),
        ("held_not_recorded", true, "status = 'failed'", "cancelled"),
        ("recorded_not_paid", true, "status = 'captured', captured_minor = amount_minor", "completed"),
        ("other_amount", false, "captured_minor = captured_minor + 1", null),
        ("other_refund", false, "refunded_minor = 100", null),
        ("still_unknown", true, "status = 'unknown'", null),
        ("not_covered", false, "type = 'cash', provider = NULL, provider_ref = NULL, source = NULL, amount_minor = amount_minor - 1, change_minor = 1", null),
        ("money_kept", false, "status = 'captured'", "cancelled"),
    ];

    [Fact]
    public async Task Every_kind_of_difference_is_found_once_and_with_what_to_do()
    {
        using var till = await shop.Api.SignedInAsync();
        await SellAsync(till, "right", isHeld: false);
        Assert.Equal((0, "1 payments compared, 0 settled, 0 differences"), await ReconcileAsync());

        // A capture that nobody has heard the answer of is settled, not listed.
        await SellAsync(till, "settled", isHeld: true);
        Assert.Equal((0, "2 payments compared, 1 settled, 0 differences"), await ReconcileAsync());

        foreach (var (kind, isHeld, payment, order) in Planted)
        {
            var id = await SellAsync(till, kind, isHeld);
            await shop.Database.ExecuteAsync($"UPDATE payments SET {payment}, next_read_at = NULL, asking = NULL, lease_owner = NULL WHERE order_id = '{id}'");
            if (order is not null)
                await shop.Database.ExecuteAsync($"UPDATE orders SET status = '{order}', completed_at = {(order == "completed" ? "now()" : "NULL")} WHERE id = '{id}'");
        }

        await StrangerAsync();
        // The cash order's own payment is a stranger to Stripe's list now.
        string[] expected = [.. Planted.Select(difference => difference.Kind), "not_ours", "not_ours"];
        for (var run = 0; run < 2; run++)
        {
            var (code, words) = await ReconcileAsync();
            var lines = words.Split('\n')[..^1];
            Assert.Equal(expected.Order(), lines.Select(line => line.Split(' ')[0]).Order());
            Assert.All(lines, line => Assert.Matches(": [A-Z].+\\.$", line));
            Assert.Equal(4, code);
            Assert.Equal(6, await shop.Database.ScalarAsync<long>("SELECT count(*) FROM payment_cases"));
        }

        await shop.Stripe.CloseAsync();
        var (_, silent) = await ReconcileAsync();
        Assert.Equal(9, silent.Split('\n').Count(line => line.StartsWith("not_compared", StringComparison.Ordinal)));
        await shop.Stripe.OpenAsync();
    }

    /// <summary>An order by card.</summary>
    /// <param name="isHeld">The answer of its capture was lost before anything was captured.</param>
    private async Task<Guid> SellAsync(HttpClient till, string key, bool isHeld)
    {
        if (isHeld)
            shop.Stripe.Faults.Set("capture", FakeStripeFault.Error500, times: 1);
        var sold = await till.SellAsync(key, new
        {
            location = "LIQ1",
            lines = new[] { new { barcode = Till.Averna, quantity = 1 } },
            tenders = new[] { new { type = "card", amountMinor = Bottle, source = "method:pm_card_visa" } },
        });
        var body = await sold.JsonAsync();
        Assert.Equal(isHeld ? HttpStatusCode.Accepted : HttpStatusCode.Created, sold.StatusCode);
        return (Guid)(body["id"] ?? body["orderId"])!;
    }

    /// <summary>Somebody took money with the shop's account past the till.</summary>
    private async Task StrangerAsync()
    {
        var stripe = shop.Workers.GetServices<IPaymentProvider>().Single(provider => provider.Name == "stripe");
        var charge = new ProviderCharge(Guid.NewGuid(), Guid.NewGuid(), "LIQ1", "Elsewhere", new(1_234, Currency.Usd), "method:pm_card_visa", null, 1, DateTime.UtcNow);
        var made = charge with { Ref = (await stripe.CreateAsync(charge, CancellationToken.None)).Ref };
        await stripe.ConfirmAsync(made, CancellationToken.None);
        Assert.Equal(ProviderStatus.Captured, (await stripe.CaptureAsync(made, CancellationToken.None)).Status);
    }

    private async Task<(int Code, string Words)> ReconcileAsync()
    {
        var (code, output, errors) = await PosctlProcess.RunAsync(
            shop.Database.ConnectionString, [("STRIPE_SECRET_KEY", shop.Stripe.Key), ("STRIPE_API_BASE", $"{shop.Stripe.Address}"), ("STRIPE_STATUS_BASE", $"{shop.Stripe.Address}")], "payments", "reconcile");
        Assert.DoesNotContain(shop.Stripe.Key, output + errors, StringComparison.Ordinal);
        return (code, output.Trim());
    }
}
