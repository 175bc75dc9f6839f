using System.Net;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Monitoring;

public sealed class BusinessFiguresTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_runbooks_question_is_answered_with_orders_revenue_and_payments_of_this_hour()
    {
        using var nobody = api.Anonymous();
        await (await nobody.GetAsync("/monitoring/business")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.required");
        using var till = await api.SignedInAsync();
        var totals = new List<long>();
        for (var sale = 0; sale < 4; sale++)
            totals.Add((long)(await (await till.SellAsync($"{Guid.NewGuid()}", Till.Basket())).JsonAsync())["totalMinor"]!);
        // One sale of yesterday, one failed payment, one that a customer gave up, one that waits.
        await api.Database.ExecuteAsync("UPDATE orders SET created_at = created_at - interval '2 hours' WHERE id = (SELECT id FROM orders ORDER BY id LIMIT 1)");
        await FailAsync(1, "status = 'failed', failure_code = 'card_declined', captured_minor = 0");
        await FailAsync(2, "status = 'failed', failure_code = 'canceled', captured_minor = 0");
        await FailAsync(3, "status = 'unknown', accepted_at = now() - interval '90 seconds', next_read_at = now(), captured_minor = 0, type = 'card', provider = 'stripe', tendered_minor = amount_minor, change_minor = 0");

        using var manager = await api.SignedInAsync("manager");
        var body = await (await manager.GetAsync("/monitoring/business")).JsonAsync();
        Assert.Equal(3, (int)body["ordersPerHour"]!);
        var dollars = body["revenue"]!.AsArray().Single(line => (string)line!["currency"]! == "USD")!;
        Assert.Equal((4, totals.Sum(), totals.Sum() / 4), ((int)dollars["orders"]!, (long)dollars["revenueMinor"]!, (long)dollars["averageOrderMinor"]!));
        Assert.Equal(totals.Skip(1).Sum(), (long)dollars["revenuePerHourMinor"]!);
        Assert.Equal(4, dollars["hours"]!.AsArray().Sum(hour => (int)hour!["orders"]!));
        var payments = body["payments"]!;
        Assert.Equal((2, 0, 1, 0.5m), ((int)payments["total"]!, (int)payments["succeeded"]!, (int)payments["failed"]!, (decimal)payments["failureRate"]!));
        Assert.Equal((1, 1), ((int)payments["unknown"]!, (int)payments["queue"]!["depth"]!));
        Assert.InRange((long)payments["queue"]!["oldestSeconds"]!, 85, 150);
    }

    private Task FailAsync(int position, string state) => api.Database.ExecuteAsync(
        $"UPDATE payments SET {state} WHERE order_id = (SELECT id FROM orders ORDER BY id OFFSET {position} LIMIT 1)");
}
