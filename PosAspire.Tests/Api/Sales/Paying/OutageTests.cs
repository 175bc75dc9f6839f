using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Api.Sales.Paying;

/// <summary>The first moments of an outage, before anybody knows that it is one, and its end.</summary>
public sealed class OutageTests : IAsyncLifetime, IDisposable
{
    private const string Stored = "method:pm_card_visa";

    // Averna, 27.00, and 7 % tax.
    private const long Bottle = 2_889;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    private readonly PayingShop shop = new();

    public Task InitializeAsync() => shop.InitializeAsync();

    public Task DisposeAsync() => shop.DisposeAsync();

    public void Dispose() => shop.Dispose();

    [Theory]
    [InlineData(FakeStripeFault.None)]
    [InlineData(FakeStripeFault.Hang)]
    [InlineData(FakeStripeFault.Error500)]
    [InlineData(FakeStripeFault.RateLimited)]
    public async Task The_very_first_payment_of_an_outage_waits_and_is_taken_once_when_it_is_over(FakeStripeFault fault)
    {
        using var till = await shop.Api.SignedInAsync();
        if (fault == FakeStripeFault.None)
            await shop.Stripe.CloseAsync();
        else
            shop.Stripe.Faults.Set("*", fault);
        var sold = await till.SellAsync("first", Card(1, Stored));
        Assert.Equal(HttpStatusCode.Created, sold.StatusCode);
        Assert.Equal("completed queued", await StateAsync());
        Assert.Equal((0L, 0L), (shop.Stripe.Ledger.Kept, shop.Stripe.Ledger.Held));

        shop.Stripe.Faults.Clear();
        if (fault == FakeStripeFault.None)
            await shop.Stripe.OpenAsync();
        await shop.UntilAsync("completed captured", StateAsync, Soon);
        Assert.Equal(Bottle, shop.Stripe.Ledger.Kept);
        Assert.Single(shop.Stripe.Ledger.Intents.SelectMany(intent => intent.Charges));
        Assert.Equal(await sold.Content.ReadAsStringAsync(), await (await till.SellAsync("first", Card(1, Stored))).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(FakeStripeFault.DoThenDrop)]
    [InlineData(FakeStripeFault.Drop)]
    [InlineData(FakeStripeFault.DoThenError500)]
    public async Task What_may_have_been_charged_never_goes_on_trust(FakeStripeFault fault)
    {
        using var till = await shop.Api.SignedInAsync();
        shop.Stripe.Faults.Set("confirm", fault, times: 1);
        Assert.Equal(HttpStatusCode.Accepted, (await till.SellAsync("doubt", Card(1, Stored))).StatusCode);
        Assert.Equal("awaiting_payment unknown", await StateAsync());
        await shop.Stripe.CloseAsync();
        for (var round = 0; round < 3; round++)
            await shop.SettleAsync(Soon);
        Assert.Equal("awaiting_payment unknown", await StateAsync());
        Assert.Equal(0, await shop.Database.ScalarAsync<long>("SELECT count(*) FROM payments WHERE accepted_at IS NOT NULL"));

        await shop.Stripe.OpenAsync();
        await shop.UntilAsync("completed captured", StateAsync, Soon);
        Assert.Equal((Bottle, 0L), (shop.Stripe.Ledger.Kept, shop.Stripe.Ledger.Held));
        Assert.Single(shop.Stripe.Ledger.Intents.SelectMany(intent => intent.Charges));
    }

    [Fact]
    public async Task A_manager_is_asked_only_of_a_large_payment_that_cannot_go_through()
    {
        using var till = await shop.Api.SignedInAsync();
        Assert.Equal(HttpStatusCode.Created, (await till.SellAsync("large", Card(5, Stored))).StatusCode);
        Assert.Equal("completed captured", await StateAsync());

        using var admin = await shop.Api.SignedInAsync("admin");
        await (await admin.PutAsJsonAsync("/api/v1/locations/LIQ1/offline-limits", new { itemMinor = -1, totalMinor = (long?)null })).ProblemAsync(HttpStatusCode.BadRequest, "payment.invalid_limits");
        var standard = await (await admin.GetAsync("/api/v1/locations/LIQ1/offline-limits")).JsonAsync();
        Assert.Equal((10_000L, 200_000L, 20), ((long)standard["itemMinor"]!, (long)standard["totalMinor"]!, (int)standard["maxAgeHours"]!));
        var set = await (await admin.PutAsJsonAsync("/api/v1/locations/LIQ1/offline-limits", new { itemMinor = 3_000, totalMinor = 5_000 })).JsonAsync();
        Assert.Equal((3_000L, 5_000L), ((long)set["itemMinor"]!, (long)set["totalMinor"]!));

        // Above the shop's limit for one, within it, and above what all may come to.
        await shop.Stripe.CloseAsync();
        await (await till.SellAsync("two", Card(2, Stored))).ProblemAsync(HttpStatusCode.UnprocessableEntity, "payment.declined");
        Assert.Equal(HttpStatusCode.Created, (await till.SellAsync("one", Card(1, Stored))).StatusCode);
        await (await till.SellAsync("another", Card(1, Stored))).ProblemAsync(HttpStatusCode.UnprocessableEntity, "payment.declined");
        // Three silences, and it is known that the service is silent.
        await (await till.SellAsync("asked", Card(1, Stored))).ProblemAsync(HttpStatusCode.Conflict, "payment.approval_needed");
    }

    private static object Card(int quantity, string source) => new
    {
        location = "LIQ1",
        lines = new[] { new { barcode = Till.Averna, quantity } },
        tenders = new[] { new { type = "card", amountMinor = quantity * 2_700 * 107 / 100, source } },
    };

    private async Task<string> StateAsync() => string.Join(", ", await shop.Database.LinesAsync(
        "SELECT concat_ws(' ', o.status, p.status) FROM orders o JOIN payments p ON p.order_id = o.id ORDER BY o.id DESC LIMIT 1"));
}
