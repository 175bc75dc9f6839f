using System.Net;
using System.Net.Http.Json;
using Npgsql;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Payments.Offline;

public sealed class ProviderSwitchTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_manager_takes_a_service_out_of_use_and_back_with_the_reason_in_the_journal()
    {
        using var manager = await api.SignedInAsync("manager");
        var before = await (await manager.GetAsync("/api/v1/payments/providers")).JsonAsync();
        Assert.Equal("stripe False automatic, qris False automatic", Words(before["items"]!.AsArray()));

        var off = await (await PutAsync(manager, "qris", "offline", " Its codes are not paid ")).JsonAsync();
        Assert.Equal(("offline", "Its codes are not paid"), ((string)off["mode"]!, (string)off["reason"]!));
        Assert.False(string.IsNullOrEmpty((string?)off["setBy"]));
        Assert.Equal(1, await api.Database.ScalarAsync<long>("SELECT count(*) FROM audit_entries WHERE action = 'payment.provider_switched' AND data @> '{\"provider\":\"qris\",\"mode\":\"offline\"}'"));
        await using (var source = NpgsqlDataSource.Create(api.Database.ConnectionString))
        {
            var clock = new SetClock();
            var modes = new ProviderModes(source, clock);
            Assert.Equal((ProviderMode.Offline, ProviderMode.Automatic), (await modes.OfAsync("qris", default), await modes.OfAsync("stripe", default)));
        }

        Assert.Equal("automatic", (string)(await (await PutAsync(manager, "qris", "automatic", "They are paid again")).JsonAsync())["mode"]!);
    }

    [Theory]
    [InlineData("paypal", "offline", "Because", HttpStatusCode.NotFound, "payment.unknown_provider")]
    [InlineData("stripe", "broken", "Because", HttpStatusCode.BadRequest, "payment.invalid_mode")]
    [InlineData("stripe", "offline", " ", HttpStatusCode.BadRequest, "payment.invalid_mode")]
    public async Task What_is_no_service_no_mode_or_has_no_reason_changes_nothing(string name, string mode, string reason, HttpStatusCode status, string code)
    {
        using var manager = await api.SignedInAsync("manager");
        await (await PutAsync(manager, name, mode, reason)).ProblemAsync(status, code);
        Assert.Equal(0, await api.Database.ScalarAsync<long>("SELECT count(*) FROM provider_states WHERE provider <> 'qris'"));
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient manager, string name, string mode, string reason) =>
        manager.PutAsJsonAsync($"/api/v1/payments/providers/{name}", new { mode, reason });

    private static string Words(System.Text.Json.Nodes.JsonArray items) => string.Join(", ", items.Select(item => $"{item!["name"]} {(bool)item["configured"]!} {item["mode"]}"));
}
