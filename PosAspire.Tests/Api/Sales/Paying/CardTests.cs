using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Api.Sales.Paying;

/// <summary>Orders paid by card, held against the ledger of the card service; each test in a shop of its own, so that every sum is its own.</summary>
public sealed class CardTests : IAsyncLifetime, IDisposable
{
    private const string Reader = "tmr_counter";
    private const string Visa = "method:pm_card_visa";

    // Averna, 27.00, and 7 % tax.
    private const long Bottle = 2_889;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly PayingShop shop = new();

    public async Task InitializeAsync()
    {
        await shop.InitializeAsync();
        shop.Stripe.Ledger.AddReader(Reader);
    }

    public Task DisposeAsync() => shop.DisposeAsync();

    public void Dispose() => shop.Dispose();

    [Fact]
    public async Task The_same_sale_by_card_a_hundred_times_at_once_is_one_order_one_charge_and_one_answer()
    {
        using var till = await shop.Api.SignedInAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => till.SellAsync("card-once", Card(Visa))));
        // Whoever comes while the card is being charged is told so, and gets the answer when asking again.
        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Accepted }));
        var again = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await (await till.SellAsync("card-once", Card(Visa))).Content.ReadAsStringAsync()));
        var stored = Assert.Single(again.Distinct());
        foreach (var answer in answers.Where(answer => answer.StatusCode == HttpStatusCode.Created))
            Assert.Equal(stored, await answer.Content.ReadAsStringAsync());
        Assert.Equal((1L, Bottle, 0L), (await shop.Database.ScalarAsync<long>("SELECT count(*) FROM orders WHERE status = 'completed'"), shop.Stripe.Ledger.Kept, shop.Stripe.Ledger.Held));
        Assert.Equal("card captured visa 4242", Assert.Single(await shop.Database.LinesAsync("SELECT concat_ws(' ', type, status, card) FROM payments")));
        Assert.Equal(0, await shop.Database.UnbalancedLevelsAsync());
    }

    [Fact]
    public async Task A_key_as_long_as_keys_get_sells_by_card_too()
    {
        using var till = await shop.Api.SignedInAsync();
        Assert.Equal(HttpStatusCode.Created, (await till.SellAsync(new string('k', 255), Card(Visa))).StatusCode);
    }

    [Fact]
    public async Task A_declined_card_sells_nothing_in_one_request()
    {
        using var till = await shop.Api.SignedInAsync();
        var before = await shop.Database.OnHandAsync(Till.Averna);
        await (await till.SellAsync("declined", Card("method:pm_decline_insufficient_funds"))).ProblemAsync(HttpStatusCode.UnprocessableEntity, "payment.declined");
        await (await till.SellAsync("declined", Card("method:pm_decline_insufficient_funds"))).ProblemAsync(HttpStatusCode.UnprocessableEntity, "payment.declined");
        Assert.Equal((before, 0L, 0L), (await shop.Database.OnHandAsync(Till.Averna), shop.Stripe.Ledger.Kept, shop.Stripe.Ledger.Held));
        Assert.Equal("cancelled", await shop.Database.ScalarAsync<string>("SELECT status FROM orders"));
    }

    [Fact]
    public async Task Held_money_is_taken_only_when_everything_is_covered_and_a_declined_part_is_paid_in_cash()
    {
        using var till = await shop.Api.SignedInAsync();
        var order = await BeginAsync(till);
        await (await till.TenderAsync(order, new { type = "card", amountMinor = 1_000, tipMinor = 200, source = Visa })).JsonAsync();
        Assert.Equal((1_200L, 0L), (shop.Stripe.Ledger.Held, shop.Stripe.Ledger.Kept));
        var declined = await (await till.TenderAsync(order, new { type = "card", amountMinor = 1_889, source = "method:pm_decline_generic_decline" })).JsonAsync();
        Assert.Equal(("awaiting_payment", Bottle - 1_000), ((string)declined["status"]!, (long)declined["remainingMinor"]!));
        Assert.Equal((1_200L, 0L), (shop.Stripe.Ledger.Held, shop.Stripe.Ledger.Kept));
        var paid = await (await till.TenderAsync(order, new { type = "cash", amountMinor = 2_000 })).JsonAsync();
        Assert.Equal("card 1000 captured, card 1889 failed, cash 1890 captured", paid.Tenders());
        Assert.Equal(("completed", 200L, 110L), ((string)paid["status"]!, (long)paid["tipMinor"]!, (long)paid["changeMinor"]!));
        Assert.Equal((0L, 1_200L), (shop.Stripe.Ledger.Held, shop.Stripe.Ledger.Kept));

        var receipt = await till.GetStringAsync($"/api/v1/orders/{order}/receipt?format=text");
        foreach (var row in (string[])["Tip                                  $2.00", "Total with tip                      $30.90", "Card visa 4242                      $12.00", "Cash                                $20.00", "Change                               $1.10"])
            Assert.Contains(row, receipt, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{5}", receipt.Replace($"{order}", "", StringComparison.Ordinal));
        var card = (await (await till.GetAsync($"/api/v1/orders/{order}")).JsonAsync())["payments"]![0]!;
        Assert.Equal(("visa 4242", 200L, 0L), ((string)card["card"]!, (long)card["tipMinor"]!, (long)card["refundedMinor"]!));
    }

    [Fact]
    public async Task A_checkout_that_is_given_up_lets_held_money_go()
    {
        using var till = await shop.Api.SignedInAsync();
        var order = await BeginAsync(till);
        await (await till.TenderAsync(order, new { type = "card", amountMinor = 1_000, source = Visa })).JsonAsync();
        var left = await (await till.PostAsJsonAsync($"/api/v1/orders/{order}/checkout/cancel", new { reason = "Changed their mind" })).JsonAsync();
        Assert.Equal("card 1000 failed", left.Tenders());
        Assert.Equal((0L, 0L), (shop.Stripe.Ledger.Held, shop.Stripe.Ledger.Kept));
    }

    [Fact]
    public async Task A_card_is_held_to_the_reader_and_the_till_hears_of_it()
    {
        using var till = await shop.Api.SignedInAsync();
        var order = await BeginAsync(till);
        var asked = await (await till.TenderAsync(order, new { type = "card", source = $"reader:{Reader}" })).JsonAsync();
        Assert.Equal($"card {Bottle} requires_action", asked.Tenders());
        Assert.Equal(Reader, (string)asked["tenders"]![0]!["reader"]!);
        await shop.Stripe.PresentCardAsync(Reader);
        await shop.SettleAsync(Soon);
        Assert.Equal("completed", (string)(await till.ShowAsync(order))["status"]!);
        Assert.Equal(Bottle, shop.Stripe.Ledger.Kept);
    }

    [Theory]
    [InlineData("create", FakeStripeFault.DoThenDrop)]
    [InlineData("create", FakeStripeFault.DoThenError500)]
    [InlineData("confirm", FakeStripeFault.DoThenDrop)]
    [InlineData("confirm", FakeStripeFault.Drop)]
    [InlineData("confirm", FakeStripeFault.Error500)]
    [InlineData("confirm", FakeStripeFault.DoThenError500)]
    [InlineData("capture", FakeStripeFault.DoThenDrop)]
    [InlineData("capture", FakeStripeFault.Error500)]
    public async Task Whatever_is_lost_on_the_way_is_found_out_and_charged_once(string verb, FakeStripeFault fault)
    {
        using var till = await shop.Api.SignedInAsync();
        shop.Stripe.Faults.Set(verb, fault, times: 1);
        var asked = await till.SellAsync("lost", Card(Visa));
        // What was only announced has certainly taken nothing, so a stored card may wait; of everything else nobody knows.
        var isCertain = verb == "create";
        Assert.Equal(isCertain ? HttpStatusCode.Created : HttpStatusCode.Accepted, asked.StatusCode);
        Assert.Equal(isCertain ? "queued" : "unknown", await shop.Database.ScalarAsync<string>("SELECT status FROM payments"));
        for (var round = 0; round < 4; round++)
            await shop.SettleAsync(Soon);
        Assert.Equal(HttpStatusCode.Created, (await till.SellAsync("lost", Card(Visa))).StatusCode);
        Assert.Equal((Bottle, 0L), (shop.Stripe.Ledger.Kept, shop.Stripe.Ledger.Held));
        Assert.Equal("completed", await shop.Database.ScalarAsync<string>("SELECT status FROM orders"));
    }

    private static object Card(string source) => new
    {
        location = "LIQ1",
        lines = new[] { new { barcode = Till.Averna, quantity = 1 } },
        tenders = new[] { new { type = "card", amountMinor = Bottle, source } },
    };

    private async Task<Guid> BeginAsync(HttpClient till) => (Guid)(await till.CheckoutAsync(await shop.Database.ScalarAsync<Guid>(
        "SELECT r.id FROM registers r JOIN locations l ON l.id = r.location_id WHERE l.code = 'LIQ1' ORDER BY r.name LIMIT 1")))["orderId"]!;
}
