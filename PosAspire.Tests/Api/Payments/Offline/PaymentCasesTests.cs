using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Payments.Offline;

/// <summary>The queue and the cases, on payments as a silent provider leaves them.</summary>
public sealed class PaymentCasesTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_queue_shows_what_waits_the_oldest_first_and_only_that()
    {
        var younger = await PaymentAsync("status = 'queued', accepted_at = now() - interval '1 hour', reads = 3, next_read_at = now(), captured_minor = 0");
        var older = await PaymentAsync("status = 'unknown', accepted_at = now() - interval '2 hours', captured_minor = 0");
        await PaymentAsync("status = 'captured', accepted_at = now() - interval '3 hours'");
        await PaymentAsync("status = 'failed', accepted_at = now() - interval '4 hours', captured_minor = 0");
        using var manager = await api.SignedInAsync("manager");
        var queue = await (await manager.GetAsync("/api/v1/payments/queue?location=LIQ1")).JsonAsync();
        var items = queue["items"]!.AsArray();
        Assert.Equal([older, younger], items.Select(item => (Guid)item!["id"]!));
        Assert.Equal((2, 10_000L), ((int)queue["count"]!, (long)queue["maxItemMinor"]!));
        Assert.Equal((long)queue["totalMinor"]!, items.Sum(item => (long)item!["amountMinor"]!));
        Assert.InRange(DateTime.UtcNow - (DateTime)queue["oldestAt"]!, TimeSpan.FromMinutes(119), TimeSpan.FromMinutes(125));
        Assert.Equal(3, (int)items[1]!["tries"]!);
    }

    [Fact]
    public async Task A_case_is_listed_with_a_suggestion_and_resolved_once_with_a_note()
    {
        var payment = await PaymentAsync("status = 'failed', failure_code = 'insufficient_funds', accepted_at = now(), captured_minor = 0");
        await api.Database.ExecuteAsync(
            $"INSERT INTO payment_cases (location_id, id, kind, payment_id, opened_at) SELECT location_id, '{Guid.CreateVersion7()}', 'declined_later', id, now() FROM payments WHERE id = '{payment}'");
        using var manager = await api.SignedInAsync("manager");
        var open = await CasesAsync(manager, "");
        var found = open.Single(item => (Guid)item!["paymentId"]! == payment)!;
        Assert.Equal(("declined_later", "insufficient_funds"), ((string)found["kind"]!, (string)found["failureCode"]!));
        Assert.Contains("another payment", (string)found["suggestion"]!, StringComparison.Ordinal);

        var address = $"/api/v1/payments/cases/{found["id"]}/resolve";
        await (await manager.PostAsJsonAsync(address, new { note = " " })).ProblemAsync(HttpStatusCode.BadRequest, "payment.note_missing");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => manager.PostAsJsonAsync(address, new { note = "Paid in cash" })));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        foreach (var late in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
            await late.ProblemAsync(HttpStatusCode.Conflict, "payment.case_resolved");
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_entries WHERE action = 'payment.case_resolved' AND data->>'paymentId' = '{payment}'"));

        Assert.DoesNotContain(await CasesAsync(manager, ""), item => (Guid)item!["paymentId"]! == payment);
        var resolved = (await CasesAsync(manager, "&all=true")).Single(item => (Guid)item!["paymentId"]! == payment)!;
        Assert.Equal("Paid in cash", (string)resolved["note"]!);
        Assert.False(string.IsNullOrEmpty((string?)resolved["resolvedBy"]));
        await (await manager.PostAsJsonAsync($"/api/v1/payments/cases/{Guid.NewGuid()}/resolve", new { note = "?" })).ProblemAsync(HttpStatusCode.NotFound, "payment.unknown_case");
    }

    private static async Task<System.Text.Json.Nodes.JsonArray> CasesAsync(HttpClient manager, string query) =>
        (await (await manager.GetAsync($"/api/v1/payments/cases?location=LIQ1&limit=100{query}")).JsonAsync())["items"]!.AsArray();

    /// <summary>A sold order whose payment a provider has, in the given state.</summary>
    private async Task<Guid> PaymentAsync(string state)
    {
        using var till = await api.SignedInAsync();
        var order = (Guid)(await (await till.SellAsync($"{Guid.NewGuid()}", Till.Basket())).JsonAsync())["id"]!;
        await api.Database.ExecuteAsync(
            $"UPDATE payments SET type = 'card', provider = 'stripe', tendered_minor = amount_minor, change_minor = 0, source = 'method:pm_1', attempt = 1, {state} WHERE order_id = '{order}'");
        return await api.Database.ScalarAsync<Guid>($"SELECT id FROM payments WHERE order_id = '{order}'");
    }
}
