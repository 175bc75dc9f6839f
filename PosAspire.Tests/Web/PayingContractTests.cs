using System.Text.Json;
using System.Text.Json.Serialization;
using PosAspire.Tests.Api;
using PosAspire.Tests.Api.Identity;
using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Web.Frame;
using PosAspire.Web.Registers;
using PosAspire.Web.Sales.Paying;

namespace PosAspire.Tests.Web;

/// <summary>What Api tells of checkouts, tenders and card readers, read strictly into Web's records.</summary>
public sealed class PayingContractTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly JsonSerializerOptions Strict = new(ShopApi.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    [Fact]
    public async Task A_checkout_from_the_cart_to_a_gift_card_and_cash()
    {
        using var till = await api.SignedInAsync("manager");
        var register = await api.Database.RegisterAsync("Register 1");
        var begun = await till.CheckoutAsync(register);
        var checkout = Read<Checkout>(begun.ToJsonString());
        Assert.True(checkout is { IsAwaited: true, RemainingMinor: 2_889, RemainingInCashMinor: 2_890, Tenders: [] });

        const string Code = "AB12CD34EF56GH78";
        await Post<Balance>(till, "/api/v1/stored-value", new { location = "LIQ1", kind = "gift_card", cardCode = Code, amountMinor = 1_000 });
        var found = await Post<Balance>(till, "/api/v1/stored-value/balance", new AskBalance("LIQ1", Code));
        Assert.Equal((1_000, "gift_card"), (found.BalanceMinor, found.Kind));

        // Without an amount the card pays what it has; the same request again is the same tender, though the card is empty now.
        var tender = new AddTender("gift_card", null, CardCode: Code);
        checkout = await Post<Checkout>(till, CheckoutDesk.Tenders(checkout.OrderId), tender, "gift");
        checkout = await Post<Checkout>(till, CheckoutDesk.Tenders(checkout.OrderId), tender, "gift");
        Assert.Equal((1_000, 1_889), (Assert.Single(checkout.Tenders).AmountMinor, checkout.RemainingMinor));
        using var empty = await till.TenderAsync(checkout.OrderId, tender);
        await empty.ProblemAsync(System.Net.HttpStatusCode.Conflict, "stored_value.not_enough");

        checkout = await Post<Checkout>(till, CheckoutDesk.Tenders(checkout.OrderId), new AddTender("cash", 2_000));
        Assert.Equal(("completed", 110), (checkout.Status, checkout.ChangeMinor));
    }

    [Fact]
    public async Task A_registers_card_reader_and_the_payment_services()
    {
        using var manager = await api.SignedInAsync("manager");
        var registers = Read<RegisterList>(await manager.GetStringAsync("/api/v1/registers?location=STK1"), lax: true);
        var register = registers.Items[0];
        using var wrong = await Put(manager, register, "reader with spaces");
        await wrong.ProblemAsync(System.Net.HttpStatusCode.BadRequest, "register.invalid_reader");
        using var right = await Put(manager, register, "tmr_FDOt2wlRZEdpd7");
        Assert.Equal("tmr_FDOt2wlRZEdpd7", Read<RegisterRow>(await right.Content.ReadAsStringAsync()).CardReader);
        Assert.Equal("tmr_FDOt2wlRZEdpd7", Read<RegisterList>(await manager.GetStringAsync("/api/v1/registers?location=STK1"), lax: true).Items.First(row => row.Id == register.Id).CardReader);
        var services = Read<PaymentServices>(await manager.GetStringAsync("/api/v1/payments/providers"));
        Assert.Equal(["stripe", "qris"], services.Items.Select(service => service.Name));
    }

    private static async Task<HttpResponseMessage> Put(HttpClient client, RegisterRow register, string reader)
    {
        using var request = Paying.Request(HttpMethod.Put, $"/api/v1/registers/{register.Id}", new ChangedRegister(register.Name, true, register.Version, null, 42, reader), null);
        return await client.SendAsync(request);
    }

    private static async Task<T> Post<T>(HttpClient client, string path, object body, string? key = null)
    {
        using var request = Paying.Request(HttpMethod.Post, path, body, key ?? $"{Guid.NewGuid()}");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return Read<T>(text);
    }

    private static T Read<T>(string json, bool lax = false) => JsonSerializer.Deserialize<T>(json, lax ? ShopApi.Json : Strict)!;
}
