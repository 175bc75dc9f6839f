using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Api.Sales.Paying;

/// <summary>Selling while the card service is out of use, and what comes of it when it is back.</summary>
public sealed class OfflineTenderTests : IAsyncLifetime, IDisposable
{
    private const string Stored = "method:pm_card_visa";

    private TestDatabase? database;
    private FakeStripe? stripe;
    private ApiHost? api;

    public async Task InitializeAsync()
    {
        database = await ShopDatabase.SeededAsync();
        stripe = await FakeStripe.StartAsync();
        api = ApiHost.On(database.ConnectionString, ("STRIPE_SECRET_KEY", stripe.Key), ("STRIPE_API_BASE", $"{stripe.Address}"), ("STRIPE_STATUS_BASE", $"{stripe.Address}"));
    }

    public async Task DisposeAsync()
    {
        await api!.DisposeAsync();
        await stripe!.DisposeAsync();
        await database!.DisposeAsync();
    }

    public void Dispose() => api?.Dispose();

    [Fact]
    public async Task While_the_service_is_off_a_stored_card_waits_and_everything_else_needs_cash_or_a_manager()
    {
        using var manager = await api!.SignedInAsync("manager");
        using var till = await api.SignedInAsync();
        await manager.PutAsJsonAsync("/api/v1/payments/providers/stripe", new { mode = "offline", reason = "Its status page tells of an outage" });

        var small = await OrderAsync(till, 1);
        var refused = await (await till.TenderAsync(small, new { type = "card", source = "reader:tmr_1" })).JsonAsync();
        Assert.Equal(("failed", "provider_unreachable"), ((string)refused["tenders"]![0]!["status"]!, (string)refused["tenders"]![0]!["failureCode"]!));
        var queued = await (await till.TenderAsync(small, new { type = "card", source = Stored })).JsonAsync();
        Assert.Equal(("completed", "queued"), ((string)queued["status"]!, (string)queued["tenders"]![1]!["status"]!));
        Assert.Equal(0, stripe!.Ledger.Kept);

        var large = await OrderAsync(till, 5);
        await (await till.TenderAsync(large, new { type = "card", source = Stored })).ProblemAsync(HttpStatusCode.Conflict, "payment.approval_needed");
        await (await till.TenderAsync(large, new { type = "card", source = Stored, approval = new { username = "cashier", password = ApiHost.DemoPassword } }))
            .ProblemAsync(HttpStatusCode.Forbidden, "auth.approver_refused");
        var approved = await (await till.TenderAsync(large, new { type = "card", source = Stored, approval = new { username = "manager", password = ApiHost.DemoPassword } })).JsonAsync();
        Assert.Equal("completed", (string)approved["status"]!);
        var waiting = await (await manager.GetAsync("/api/v1/payments/queue?location=LIQ1")).JsonAsync();
        Assert.Equal((2, 1), ((int)waiting["count"]!, waiting["items"]!.AsArray().Count(item => item!["approvedBy"] is not null)));
    }

    private async Task<Guid> OrderAsync(HttpClient till, int bottles)
    {
        var register = await database!.ScalarAsync<Guid>("SELECT r.id FROM registers r JOIN locations l ON l.id = r.location_id WHERE l.code = 'LIQ1' ORDER BY r.name LIMIT 1");
        return (Guid)(await till.CheckoutAsync(register, bottles))["orderId"]!;
    }
}
