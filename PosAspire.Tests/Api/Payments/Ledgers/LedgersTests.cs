using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Payments.Ledgers;

public sealed class LedgersTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_card_is_issued_under_a_code_of_its_own_topped_up_and_asked_for_its_balance()
    {
        using var manager = await api.SignedInAsync("manager");
        using var till = await api.SignedInAsync();
        var code = await CodeAsync(manager);

        using var issued = await PostAsync(manager, "", new { location = "LIQ1", kind = "gift_card", cardCode = code, amountMinor = 5_000 }, "issue-1");
        var card = await issued.JsonAsync();
        Assert.Equal((HttpStatusCode.Created, 5_000, code[^4..]), (issued.StatusCode, (long)card["balanceMinor"]!, (string)card["last4"]!));
        using var again = await PostAsync(manager, "", new { location = "LIQ1", kind = "gift_card", cardCode = code, amountMinor = 5_000 }, "issue-1");
        Assert.Equal(card.ToJsonString(), (await again.JsonAsync()).ToJsonString());
        using var topped = await PostAsync(manager, "/top-up", new { location = "LIQ1", cardCode = code.ToLowerInvariant(), amountMinor = 700 });
        Assert.Equal(5_700, (long)(await topped.JsonAsync())["balanceMinor"]!);

        using var seen = await PostAsync(till, "/balance", new { location = "LIQ1", cardCode = code });
        Assert.Equal(("gift_card", 5_700), ((string)(await seen.JsonAsync())["kind"]!, (long)(await api.Database.ScalarAsync<long>($"SELECT balance_minor FROM stored_value_accounts WHERE id = '{card["id"]}'"))));
        Assert.Equal(["stored_value.issued", "stored_value.topped_up"], await api.Database.LinesAsync($"SELECT action FROM audit_entries WHERE subject_id = '{card["id"]}' ORDER BY id"));
    }

    [Fact]
    public async Task The_code_is_stored_and_logged_nowhere()
    {
        using var manager = await api.SignedInAsync("manager");
        var code = await CodeAsync(manager);
        var bare = code.Replace("-", "", StringComparison.Ordinal);
        await PostAsync(manager, "", new { location = "LIQ1", kind = "store_credit", cardCode = code, amountMinor = 100 });
        await PostAsync(manager, "/top-up", new { location = "LIQ1", cardCode = bare, amountMinor = 100 });
        await PostAsync(manager, "/balance", new { location = "LIQ1", cardCode = code });
        foreach (var table in await api.Database.LinesAsync("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"))
            Assert.Equal(0, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM \"{table}\" t WHERE t::text LIKE '%{code}%' OR t::text LIKE '%{bare}%'"));
        Assert.DoesNotContain(api.LogLines(), line => line.Contains(code, StringComparison.Ordinal) || line.Contains(bare, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        using var manager = await api.SignedInAsync("manager");
        var code = await CodeAsync(manager);
        async Task RefusedAsync(string where, object body, HttpStatusCode status, string error) => await (await PostAsync(manager, where, body)).ProblemAsync(status, error);

        await RefusedAsync("", new { location = "LIQ1", kind = "gift_card", cardCode = "123", amountMinor = 1 }, HttpStatusCode.BadRequest, "stored_value.invalid_code");
        await RefusedAsync("", new { location = "LIQ1", kind = "voucher", cardCode = code, amountMinor = 1 }, HttpStatusCode.BadRequest, "stored_value.invalid_kind");
        foreach (var amount in new[] { 0, -1, 1_000_000_001 })
            await RefusedAsync("", new { location = "LIQ1", kind = "gift_card", cardCode = code, amountMinor = amount }, HttpStatusCode.BadRequest, "stored_value.invalid_amount");
        await RefusedAsync("/balance", new { location = "LIQ1", cardCode = code }, HttpStatusCode.NotFound, "stored_value.unknown_code");
        await PostAsync(manager, "", new { location = "LIQ1", kind = "gift_card", cardCode = code, amountMinor = 1_000_000_000 });
        await RefusedAsync("", new { location = "LIQ1", kind = "gift_card", cardCode = code, amountMinor = 1 }, HttpStatusCode.Conflict, "stored_value.code_taken");
        await RefusedAsync("/top-up", new { location = "LIQ1", cardCode = code, amountMinor = 1 }, HttpStatusCode.BadRequest, "stored_value.invalid_amount");
        await RefusedAsync("/top-up", new { location = "STK1", cardCode = code, amountMinor = 1 }, HttpStatusCode.UnprocessableEntity, "stored_value.other_currency");
    }

    private static async Task<string> CodeAsync(HttpClient manager) =>
        (string)(await (await manager.PostAsync("/api/v1/stored-value/codes", null)).JsonAsync())["cardCode"]!;

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string where, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/stored-value" + where) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? $"{Guid.NewGuid()}");
        return await client.SendAsync(request);
    }
}
