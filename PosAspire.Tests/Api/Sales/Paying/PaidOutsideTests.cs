using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Paying;

/// <summary>Orders whose money somebody outside takes, in one request and in several, with everything that goes wrong on the way.</summary>
public sealed class PaidOutsideTests(PayingShop shop) : IClassFixture<PayingShop>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_code_is_shown_paid_and_then_the_order_is_complete_with_one_answer_for_ever()
    {
        using var till = await shop.Api.SignedInAsync();
        var key = $"{Guid.NewGuid()}";
        var (basket, total) = await shop.TeaForAsync(till, 2);
        var asked = await till.SellAsync(key, basket);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var checkout = await asked.JsonAsync();
        var order = (Guid)checkout["orderId"]!;
        Assert.Equal($"qris {total} requires_action", checkout.Tenders());
        Assert.StartsWith("000201", (string)checkout["tenders"]![0]!["qr"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await till.SellAsync(key, basket)).StatusCode);

        Assert.True(shop.Qris.Pay(await shop.ReferenceAsync(order)));
        await shop.SettleAsync(Soon);
        Assert.Equal($"qris {total} captured", (await till.ShowAsync(order)).Tenders());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await (await till.SellAsync(key, basket)).Content.ReadAsStringAsync()));
        Assert.Contains($"{order}", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
        Assert.Equal(1, await shop.Database.ScalarAsync<long>($"SELECT count(*) FROM orders WHERE checkout_key = '{key}'"));
        await (await till.SellAsync(key, (await shop.TeaForAsync(till, 3)).Basket)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
    }

    [Fact]
    public async Task A_code_nobody_pays_is_let_go_and_one_paid_too_late_is_given_back()
    {
        using var till = await shop.Api.SignedInAsync();
        var (basket, total) = await shop.TeaForAsync(till, 1);
        var order = (Guid)(await (await till.SellAsync($"{Guid.NewGuid()}", basket)).JsonAsync())["orderId"]!;
        var reference = await shop.ReferenceAsync(order);
        await shop.SettleAsync(TimeSpan.FromMinutes(16));
        Assert.Equal($"qris {total} failed", (await till.ShowAsync(order)).Tenders());
        Assert.False(shop.Qris.Pay(reference));

        var cash = await (await till.TenderAsync(order, new { type = "cash", amountMinor = 1_000_000 })).JsonAsync();
        Assert.Equal("completed", (string)cash["status"]!);
    }

    [Fact]
    public async Task A_tender_that_is_let_go_after_it_was_paid_is_given_back_by_itself()
    {
        using var till = await shop.Api.SignedInAsync();
        var (basket, total) = await shop.TeaForAsync(till, 1);
        var checkout = await (await till.SellAsync($"{Guid.NewGuid()}", basket)).JsonAsync();
        var order = (Guid)checkout["orderId"]!;
        var taken = shop.Qris.Taken;
        Assert.True(shop.Qris.Pay(await shop.ReferenceAsync(order)));
        await (await till.PostAsync($"/api/v1/orders/{order}/tenders/{checkout["tenders"]![0]!["id"]}/cancel", null)).JsonAsync();
        for (var round = 0; round < 4; round++)
            await shop.SettleAsync(Soon);
        Assert.Equal($"qris {total} refunded", (await till.ShowAsync(order)).Tenders());
        Assert.Equal(taken, shop.Qris.Taken);
    }

    [Fact]
    public async Task An_open_orders_bill_is_paid_in_three_parts_and_reopened_before_that()
    {
        using var waiter = await shop.Api.SignedInAsync("server");
        using var till = await shop.Api.SignedInAsync();
        var tea = await shop.Database.ScalarAsync<Guid>("SELECT id FROM products WHERE name = 'Es Teh Manis'");
        using var open = Paying.Request(HttpMethod.Post, "/api/v1/orders/open", new { location = "STK1", lines = new[] { new { productId = tea, quantity = 3 } }, label = "Bar" }, $"{Guid.NewGuid()}");
        var order = (Guid)(await (await waiter.SendAsync(open)).JsonAsync())["id"]!;
        async Task<string> CheckoutAsync()
        {
            using var begin = Paying.Request(HttpMethod.Post, $"/api/v1/orders/{order}/checkout", new { }, $"{Guid.NewGuid()}");
            return (string)(await (await till.SendAsync(begin)).JsonAsync())["status"]!;
        }

        Assert.Equal("awaiting_payment", await CheckoutAsync());
        var reopened = await (await till.PostAsJsonAsync($"/api/v1/orders/{order}/checkout/cancel", new { reason = "One more" })).JsonAsync();
        Assert.Equal("open", (string)reopened["status"]!);
        Assert.Equal("awaiting_payment", await CheckoutAsync());

        var total = (long)(await till.ShowAsync(order))["totalMinor"]!;
        await (await till.TenderAsync(order, new { type = "qris", amountMinor = 20_000 })).JsonAsync();
        var waiting = await (await till.TenderAsync(order, new { type = "qris", amountMinor = 10_000 })).JsonAsync();
        await shop.SettleAsync(Soon);
        Assert.Equal((int)waiting["version"]!, (int)(await till.ShowAsync(order))["version"]!);
        foreach (var reference in await shop.Database.LinesAsync($"SELECT provider_ref FROM payments WHERE order_id = '{order}'"))
            Assert.True(shop.Qris.Pay(reference));
        await shop.SettleAsync(Soon);
        var rest = await till.ShowAsync(order);
        // Screens look again when the version has risen, and only then.
        Assert.True((int)rest["version"]! > (int)waiting["version"]!);
        Assert.Equal(("awaiting_payment", total - 30_000), ((string)rest["status"]!, (long)rest["remainingMinor"]!));
        var paid = await (await till.TenderAsync(order, new { type = "cash" })).JsonAsync();
        Assert.Equal("completed", (string)paid["status"]!);
        Assert.Equal(0, (long)paid["totalMinor"]! + (long)paid["cashRoundingMinor"]! - (long)paid["paidMinor"]!);
    }
}
