using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Paying;

/// <summary>An order that is paid tender by tender.</summary>
public sealed class CheckoutTests(PayingShop shop) : IClassFixture<PayingShop>
{
    // Averna, 27.00, and 7 % tax.
    private const long Bottle = 2_889;

    [Fact]
    public async Task Cash_in_parts_pays_an_order_and_only_the_last_part_is_rounded_and_changed()
    {
        using var till = await shop.Api.SignedInAsync();
        var before = await shop.Database.OnHandAsync(Till.Averna);
        var order = await BeginAsync(till);
        Assert.Equal(before - 1, await shop.Database.OnHandAsync(Till.Averna));
        var part = await (await till.TenderAsync(order, new { type = "cash", amountMinor = 1_000 })).JsonAsync();
        Assert.Equal((Bottle - 1_000, 1_890L, 0L, "awaiting_payment"), ((long)part["remainingMinor"]!, (long)part["remainingInCashMinor"]!, (long)part["cashRoundingMinor"]!, (string)part["status"]!));
        var paid = await (await till.TenderAsync(order, new { type = "cash", amountMinor = 2_000 })).JsonAsync();
        Assert.Equal(("completed", 0L, 1L, 110L), ((string)paid["status"]!, (long)paid["remainingMinor"]!, (long)paid["cashRoundingMinor"]!, (long)paid["changeMinor"]!));
        Assert.Equal("cash 1000 captured, cash 1890 captured", paid.Tenders());
        Assert.Equal(1, await shop.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE topic = 'order.completed' AND payload->>'orderId' = '{order}'"));
    }

    [Fact]
    public async Task A_tender_sent_many_times_at_once_is_one_tender()
    {
        using var till = await shop.Api.SignedInAsync();
        var order = await BeginAsync(till);
        var key = $"{Guid.NewGuid()}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => till.TenderAsync(order, new { type = "cash", amountMinor = 500 }, key)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal("cash 500 captured", (await till.ShowAsync(order)).Tenders());
        await (await till.TenderAsync(order, new { type = "cash", amountMinor = 501 }, key)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
    }

    [Fact]
    public async Task A_cart_becomes_one_order_whoever_asks_and_however_often()
    {
        using var till = await shop.Api.SignedInAsync();
        var register = await RegisterAsync();
        using var scan = Paying.Request(HttpMethod.Post, $"/api/v1/registers/{register}/cart/lines", new { barcode = Till.Averna, quantity = 1 }, $"{Guid.NewGuid()}");
        var cart = await (await till.SendAsync(scan)).JsonAsync();
        var body = new { cartId = (Guid)cart["cartId"]!, version = (int)cart["version"]! };
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => till.PostAsJsonAsync($"/api/v1/registers/{register}/cart/checkout", body)));
        var orders = await Task.WhenAll(answers.Select(async answer => (string)(await answer.JsonAsync())["orderId"]!));
        Assert.Single(orders.Distinct());
        await GiveUpAsync(till, Guid.Parse(orders[0]));
    }

    [Fact]
    public async Task Giving_up_hands_cash_and_cards_back_and_puts_the_goods_on_the_shelf()
    {
        using var till = await shop.Api.SignedInAsync();
        var (code, account) = await CardAsync(1_000);
        var before = await shop.Database.OnHandAsync(Till.Averna);
        var order = await BeginAsync(till);
        await (await till.TenderAsync(order, new { type = "cash", amountMinor = 500 })).JsonAsync();
        await (await till.TenderAsync(order, new { type = "gift_card", amountMinor = 1_000, cardCode = code })).JsonAsync();
        Assert.Equal(0, await BalanceAsync(account));
        var left = await GiveUpAsync(till, order);
        Assert.Equal(("cancelled", "cash 500 refunded, gift_card 1000 refunded"), ((string)left["status"]!, left.Tenders()));
        Assert.Equal((1_000L, before), (await BalanceAsync(account), await shop.Database.OnHandAsync(Till.Averna)));
        Assert.Equal(0, await shop.Database.UnbalancedLevelsAsync());
        await (await till.TenderAsync(order, new { type = "cash", amountMinor = 5_000 })).ProblemAsync(HttpStatusCode.Conflict, "payment.not_awaited");
    }

    [Fact]
    public async Task A_card_that_holds_too_little_is_refused_and_nothing_is_taken()
    {
        using var till = await shop.Api.SignedInAsync();
        var (code, account) = await CardAsync(999);
        var order = await BeginAsync(till);
        await (await till.TenderAsync(order, new { type = "gift_card", amountMinor = 1_000, cardCode = code })).ProblemAsync(HttpStatusCode.Conflict, "stored_value.not_enough");
        Assert.Equal(("", 999L), ((await till.ShowAsync(order)).Tenders(), await BalanceAsync(account)));
        await (await till.TenderAsync(order, new { type = "store_credit", amountMinor = 10, cardCode = code })).ProblemAsync(HttpStatusCode.NotFound, "stored_value.unknown_code");
        await GiveUpAsync(till, order);
    }

    [Theory]
    [InlineData("""{"type":"cash","amountMinor":-1}""", HttpStatusCode.BadRequest, "payment.invalid_tender")]
    [InlineData("""{"type":"cash","amountMinor":0}""", HttpStatusCode.BadRequest, "payment.invalid_tender")]
    [InlineData("""{"type":"cash","amountMinor":3000,"tipMinor":1}""", HttpStatusCode.BadRequest, "payment.invalid_tender")]
    [InlineData("""{"type":"cheque","amountMinor":3000}""", HttpStatusCode.BadRequest, "payment.invalid_tender")]
    [InlineData("""{"type":"qris","amountMinor":2890}""", HttpStatusCode.UnprocessableEntity, "payment.tender_too_large")]
    [InlineData("""{"type":"qris","amountMinor":100}""", HttpStatusCode.BadRequest, "payment.source_missing")]
    [InlineData("""{"type":"card","amountMinor":100,"source":"4242424242424242"}""", HttpStatusCode.BadRequest, "payment.source_missing")]
    [InlineData("""{"type":"card","amountMinor":100,"tipMinor":101}""", HttpStatusCode.UnprocessableEntity, "payment.tip_too_large")]
    [InlineData("""{"type":"gift_card","amountMinor":100,"cardCode":"short"}""", HttpStatusCode.BadRequest, "stored_value.invalid_code")]
    public async Task What_cannot_be_a_tender_is_refused_and_changes_nothing(string tender, HttpStatusCode status, string code)
    {
        using var till = await shop.Api.SignedInAsync();
        var order = await BeginAsync(till);
        await (await till.TenderAsync(order, System.Text.Json.Nodes.JsonNode.Parse(tender)!)).ProblemAsync(status, code);
        Assert.Equal("", (await till.ShowAsync(order)).Tenders());
        await GiveUpAsync(till, order);
    }

    private async Task<Guid> BeginAsync(HttpClient till) => (Guid)(await till.CheckoutAsync(await RegisterAsync()))["orderId"]!;

    private static async Task<System.Text.Json.Nodes.JsonNode> GiveUpAsync(HttpClient till, Guid order) =>
        await (await till.PostAsJsonAsync($"/api/v1/orders/{order}/checkout/cancel", new { reason = "No money" })).JsonAsync();

    private Task<Guid> RegisterAsync() => shop.Database.ScalarAsync<Guid>("SELECT r.id FROM registers r JOIN locations l ON l.id = r.location_id WHERE l.code = 'LIQ1' ORDER BY r.name LIMIT 1");

    private async Task<(string Code, Guid Account)> CardAsync(long amountMinor)
    {
        using var manager = await shop.Api.SignedInAsync("manager");
        var code = (string)(await (await manager.PostAsync("/api/v1/stored-value/codes", null)).JsonAsync())["cardCode"]!;
        using var issue = Paying.Request(HttpMethod.Post, "/api/v1/stored-value", new { location = "LIQ1", kind = "gift_card", cardCode = code, amountMinor }, $"{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.Created, (await manager.SendAsync(issue)).StatusCode);
        return (code, await shop.Database.ScalarAsync<Guid>("SELECT id FROM stored_value_accounts ORDER BY id DESC LIMIT 1"));
    }

    private Task<long> BalanceAsync(Guid account) => shop.Database.ScalarAsync<long>($"SELECT balance_minor FROM stored_value_accounts WHERE id = '{account}'");
}
