using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using PosAspire.Tests.Api;
using PosAspire.Tests.Api.Sales;
using PosAspire.Web.Frame;
using PosAspire.Web.Payments;
using PosAspire.Web.Registers.Settings;
using PosAspire.Web.Sales.Refunds;

namespace PosAspire.Tests.Web.Payments;

/// <summary>What Api answers about refunds, payment services and stored value, read strictly into Web's own records.</summary>
public class PaymentsContractTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly JsonSerializerOptions Strict = new(ShopApi.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    [Fact]
    public async Task A_refund_from_its_quote_to_an_exchange()
    {
        using var client = await api.SignedInAsync("manager");
        var order = (Guid)(await (await client.SellAsync("contract-refund", Till.Basket(3))).JsonAsync())["id"]!;
        var path = $"/api/v1/orders/{order}/refunds";
        List<RefundLineWish> lines = [new(1, 1, true)];
        var quote = await Post<RefundQuote>(client, path + "/quote", new RefundQuoteWish(lines, null, "original"));
        Assert.Equal((1, 3), (quote.Lines[0].Quantity, quote.Lines[0].RefundableQuantity));
        var code = (await Post<NewCode>(client, "/api/v1/stored-value/codes", new { })).CardCode;
        var refund = await Post<Refund>(client, path, new RefundWish("corked", lines, null, "store_credit", code, true, null), HttpStatusCode.Created, "contract-1");
        Assert.Equal(("succeeded", "store_credit"), (refund.Status, refund.Payouts[0].Type));
        Assert.Equal(refund.Id, Assert.Single((await Get<OrderRefunds>(client, path)).Items).Id);

        var sold = (Guid)(await (await client.SellAsync("contract-exchange", Till.Basket())).JsonAsync())["id"]!;
        await Post<PosAspire.Web.Sales.Order>(client, $"/api/v1/orders/{sold}/exchange", new ExchangeFor(order), key: "contract-2");
        Assert.Equal(order, (await Get<OrderRefunds>(client, $"/api/v1/orders/{sold}/refunds")).ExchangeOf);
    }

    [Fact]
    public async Task Payment_services_and_what_waits_for_a_manager()
    {
        using var client = await api.SignedInAsync("manager");
        Assert.Equal(["stripe", "qris"], (await Get<Providers>(client, "/api/v1/payments/providers")).Items.Select(provider => provider.Name));
        Assert.Equal(0, (await Get<WaitingPayments>(client, "/api/v1/payments/queue?location=LIQ1")).Count);
        Assert.Empty((await Get<PaymentCases>(client, "/api/v1/payments/cases?location=LIQ1")).Items);
        var asked = await Post<PaymentMatch>(client, "/api/v1/payments/matches", new { }, HttpStatusCode.Accepted);
        Assert.Equal(asked.Id, Assert.Single((await Get<PaymentMatches>(client, "/api/v1/payments/matches?location=LIQ1")).Items).Id);
    }

    [Fact]
    public async Task Gift_cards_and_the_limit_of_refunds()
    {
        using var client = await api.SignedInAsync("manager");
        var code = (await Post<FreshCode>(client, "/api/v1/stored-value/codes", new { })).CardCode;
        await Post<StoredCard>(client, "/api/v1/stored-value", new IssueCard("LIQ1", "gift_card", code, 2_500), HttpStatusCode.Created, "contract-3");
        await Post<StoredCard>(client, "/api/v1/stored-value/top-up", new TopUpCard("LIQ1", code, 500), HttpStatusCode.Created, "contract-4");
        Assert.Equal(3_000, (await Post<StoredCard>(client, "/api/v1/stored-value/balance", new AskBalance("LIQ1", code))).BalanceMinor);
        Assert.Equal(5_000, (await Get<RefundLimit>(client, "/api/v1/locations/LIQ1/refund-limit")).LimitMinor);
    }

    private static async Task<T> Get<T>(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await Read<T>(answer, HttpStatusCode.OK);
    }

    private static async Task<T> Post<T>(HttpClient client, string path, object body, HttpStatusCode status = HttpStatusCode.OK, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType(), options: ShopApi.Json) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        return await Read<T>(answer, status);
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<T>(text, Strict)!;
    }
}
