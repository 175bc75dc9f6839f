using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Tests.Api.Sales.Refunds;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Qris;

namespace PosAspire.Tests.Api.Payments.Webhooks;

/// <summary>The gateway tells of a refund whose answer was lost.</summary>
public sealed class QrisRefundNewsTests(PayingShop shop) : IClassFixture<PayingShop>
{
    [Fact]
    public async Task A_refund_without_an_answer_is_known_when_the_gateway_tells_of_it()
    {
        var (order, reference, _) = await shop.CodeAsync();
        shop.Qris.Pay(reference);
        await shop.SettleAsync(TimeSpan.FromSeconds(5));
        using var manager = await shop.Api.SignedInAsync("manager");
        shop.Qris.Mode = QrisMode.ActThenDrop;
        Assert.Equal(HttpStatusCode.Created, (await manager.RefundAsync($"{order}", new { reason = "cold" })).StatusCode);
        shop.Qris.Mode = QrisMode.Ok;
        Assert.Equal("unknown", await StatusAsync(manager, order));

        using var gateway = shop.Api.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await gateway.PostAsJsonAsync("/webhooks/qris", shop.Qris.Notice(reference))).StatusCode);
        await Eventually.TrueAsync(async () => await StatusAsync(manager, order) == "succeeded");
        Assert.Equal(0, shop.Qris.Taken);
    }

    private static async Task<string> StatusAsync(HttpClient manager, Guid order) => (string)(await manager.RefundsAsync($"{order}"))["items"]![0]!["status"]!;
}
