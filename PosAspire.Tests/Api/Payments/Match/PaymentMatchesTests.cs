using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using PosAspire.Domain.Payments.Match;
using PosAspire.Domain.Shared;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Payments.Match;

/// <summary>Comparisons that a manager asks for, and what is kept of them.</summary>
public sealed class PaymentMatchesTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly DateTime At = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task One_waits_at_most_one_worker_has_it_and_its_findings_are_shown_to_their_shop()
    {
        using var manager = await api.SignedInAsync("manager");
        Assert.Empty((await ListAsync(manager, "LIQ1"))["items"]!.AsArray());
        var asked = await AskAsync(manager);
        Assert.Equal((string)asked["id"]!, (string)(await AskAsync(manager))["id"]!);
        Assert.Equal(1, await api.Database.ScalarAsync<long>("SELECT count(*) FROM audit_entries WHERE action = 'payments.match_asked'"));

        await using var source = NpgsqlDataSource.Create(api.Database.ConnectionString);
        var claimed = await MatchRuns.ClaimAsync(source, At, default);
        Assert.Equal((string)asked["id"]!, $"{claimed!.Value.Id}");
        Assert.Null(await MatchRuns.ClaimAsync(source, At, default));
        // Whoever had it has died: another one takes it up.
        Assert.NotNull(await MatchRuns.ClaimAsync(source, At.AddHours(1), default));

        var liquor = await api.Database.ScalarAsync<Guid>("SELECT id FROM locations WHERE code = 'LIQ1'");
        await using (var batch = source.CreateBatch())
        {
            batch.BatchCommands.Add(MatchRuns.Finish(claimed.Value.Id, claimed.Value.From, claimed.Value.Until, At, (7, 1),
            [
                new(Difference.OtherAmount, liquor, Guid.NewGuid(), "stripe", "pi_1", "LIQ1 2026-11-22 17", new Money(1_069, Currency.Usd), new Money(1_070, Currency.Usd)),
                new(Difference.NotOurs, null, null, "qris", "stranger", null, null, new Money(15_000, Currency.Idr)),
            ]));
            await batch.ExecuteNonQueryAsync();
        }

        var shown = (await ListAsync(manager, "LIQ1"))["items"]![0]!;
        Assert.Equal((7, 1), ((int)shown["compared"]!, (int)shown["settled"]!));
        Assert.Equal(["other_amount 1069 1070 USD", "not_ours  15000 IDR"], Words(shown));
        Assert.StartsWith("Give back what is too much", (string)shown["findings"]![0]!["action"]!, StringComparison.Ordinal);
        Assert.Equal(["not_ours  15000 IDR"], Words((await ListAsync(manager, "STK1"))["items"]![0]!));
        Assert.NotEqual((string)asked["id"]!, (string)(await AskAsync(manager))["id"]!);
    }

    private static IEnumerable<string> Words(JsonNode match) =>
        match["findings"]!.AsArray().Select(found => $"{found!["kind"]} {found["tillMinor"]} {found["otherMinor"]} {found["currency"]}");

    private static async Task<JsonObject> ListAsync(HttpClient manager, string location) => (JsonObject)await (await manager.GetAsync($"/api/v1/payments/matches?location={location}")).JsonAsync();

    private static async Task<JsonNode> AskAsync(HttpClient manager)
    {
        using var answer = await manager.PostAsync(new Uri("/api/v1/payments/matches", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await answer.JsonAsync();
    }
}
