using System.Net;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Qris;

namespace PosAspire.Tests.Api.Sales.Paying;

/// <summary>What becomes of an order whose gateway refuses, breaks or keeps silent; each in a shop of its own, because a silent gateway is left alone for a while.</summary>
public sealed class SilentGatewayTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly PayingShop shop = new();

    public Task InitializeAsync() => shop.InitializeAsync();

    public Task DisposeAsync() => shop.DisposeAsync();

    public void Dispose() => shop.Dispose();

    [Theory]
    [InlineData(QrisMode.Deny, "deny")]
    [InlineData(QrisMode.TooMany, "provider_unreachable")]
    public async Task What_fails_for_certain_gives_the_order_up_and_says_so_again(QrisMode mode, string code)
    {
        using var till = await shop.Api.SignedInAsync();
        var key = $"{Guid.NewGuid()}";
        var (basket, _) = await shop.TeaForAsync(till, 1);
        shop.Qris.Mode = mode;
        var refused = await (await till.SellAsync(key, basket)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "payment.declined");
        shop.Qris.Mode = QrisMode.Ok;
        Assert.Contains(code, refused, StringComparison.Ordinal);
        await (await till.SellAsync(key, basket)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "payment.declined");
        Assert.Equal("cancelled", await shop.Database.ScalarAsync<string>($"SELECT status FROM orders WHERE checkout_key = '{key}'"));
    }

    [Theory]
    [InlineData(QrisMode.ActThenDrop)]
    [InlineData(QrisMode.ActThenBroken)]
    [InlineData(QrisMode.Broken)]
    public async Task What_nobody_knows_is_found_out_and_paid_once(QrisMode mode)
    {
        using var till = await shop.Api.SignedInAsync();
        var (basket, total) = await shop.TeaForAsync(till, 1);
        var made = shop.Qris.Made;
        shop.Qris.Mode = mode;
        var checkout = await (await till.SellAsync($"{Guid.NewGuid()}", basket)).JsonAsync();
        shop.Qris.Mode = QrisMode.Ok;
        Assert.Equal($"qris {total} unknown", checkout.Tenders());
        Assert.Contains("do not take the money again", (string)checkout["tenders"]![0]!["message"]!, StringComparison.Ordinal);
        await shop.SettleAsync(Soon);
        await shop.SettleAsync(Soon);
        var order = (Guid)checkout["orderId"]!;
        Assert.Equal($"qris {total} requires_action", (await till.ShowAsync(order)).Tenders());
        Assert.True(shop.Qris.Pay(await shop.ReferenceAsync(order)));
        await shop.SettleAsync(Soon);
        Assert.Equal("completed", (string)(await till.ShowAsync(order))["status"]!);
        Assert.Equal(made + 1, shop.Qris.Made);
    }
}
