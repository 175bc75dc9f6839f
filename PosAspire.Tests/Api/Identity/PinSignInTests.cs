using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Identity;

public sealed class PinSignInTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_right_PIN_signs_in_at_the_registers_shop_and_nowhere_else()
    {
        using var till = api.Anonymous();
        var register = await api.Database.RegisterAsync("Register 1");
        var response = await till.PinAsync(register, await api.Database.UserAsync("manager"), "900002");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.JsonAsync();
        Assert.Equal(("manager", "LIQ1"), ((string?)body["user"]!["roles"]![0], (string?)Assert.Single(body["user"]!["locations"]!.AsArray())));

        using var manager = api.With((string)body["accessToken"]!);
        Assert.Equal($"{register}", (string?)(await manager.GetFromJsonAsync<System.Text.Json.Nodes.JsonObject>("/api/v1/auth/me"))!["registerId"]);
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/api/v1/registers?location=LIQ1")).StatusCode);
        await (await manager.GetAsync("/api/v1/registers?location=STK1")).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        var created = await manager.PostAsJsonAsync("/api/v1/registers", new { location = "STK1", name = "Bar" });
        await created.ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
    }

    [Fact]
    public async Task An_administrator_by_PIN_administers_nobody_of_all_shops()
    {
        using var till = api.Anonymous();
        var (token, _) = await Staff.TokensAsync(await till.PinAsync(await api.Database.RegisterAsync("Register 1"), await api.Database.UserAsync("admin"), "900001"));
        using var admin = api.With(token);
        var answer = await admin.DeleteAsync($"/api/v1/admin/users/{await api.Database.UserAsync("kitchen")}");
        await answer.ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
    }

    [Fact]
    public async Task Two_people_may_have_one_PIN()
    {
        await api.Database.ExecuteAsync("UPDATE users SET pin_hash = (SELECT pin_hash FROM users WHERE username = 'server') WHERE username = 'kitchen'");
        using var till = api.Anonymous();
        var counter = await api.Database.RegisterAsync("Counter");
        var kitchen = await (await till.PinAsync(counter, await api.Database.UserAsync("kitchen"), "900004")).JsonAsync();
        var server = await (await till.PinAsync(counter, await api.Database.UserAsync("server"), "900004")).JsonAsync();
        Assert.Equal(("kitchen", "server"), ((string?)kitchen["user"]!["username"], (string?)server["user"]!["username"]));
    }

    [Fact]
    public async Task Whatever_is_wrong_gets_the_same_answer()
    {
        await api.Database.ExecuteAsync(
            """
            INSERT INTO registers (id, location_id, name, is_active, created_at) SELECT gen_random_uuid(), id, 'Old', false, now() FROM locations WHERE code = 'STK1';
            INSERT INTO users (id, username, name, password_hash, pin_hash, is_active, created_at)
              SELECT gen_random_uuid(), v.name, v.name, password_hash, CASE WHEN v.pin THEN pin_hash END, v.active, now()
              FROM users, (VALUES ('no-pin', false, true), ('gone', true, false), ('elsewhere', true, true)) AS v (name, pin, active) WHERE username = 'cashier';
            INSERT INTO user_roles (user_id, role, location_code) SELECT id, 'cashier', CASE username WHEN 'elsewhere' THEN 'LIQ1' ELSE '*' END FROM users WHERE username IN ('no-pin', 'gone', 'elsewhere');
            """);
        var floor = await api.Database.RegisterAsync("Floor");
        var cashier = await api.Database.UserAsync("cashier");
        using var till = api.Anonymous();
        HttpResponseMessage[] answers =
        [
            await till.PinAsync(floor, cashier, "900009"),
            await till.PinAsync(floor, cashier, "9"),
            await till.PinAsync(floor, Guid.NewGuid(), "900003"),
            await till.PinAsync(floor, await api.Database.UserAsync("no-pin"), "900003"),
            await till.PinAsync(floor, await api.Database.UserAsync("gone"), "900003"),
            await till.PinAsync(floor, await api.Database.UserAsync("elsewhere"), "900003"),
        ];
        await answers[0].ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        var first = (await answers[0].WithoutIdAsync()).ToJsonString();
        foreach (var answer in answers)
            Assert.Equal(first, (await answer.WithoutIdAsync()).ToJsonString());
    }

    [Fact]
    public async Task A_register_lists_who_can_sign_in_at_it()
    {
        using var manager = await api.SignedInAsync("manager");
        var people = await manager.GetFromJsonAsync<System.Text.Json.Nodes.JsonObject>($"/api/v1/registers/{await api.Database.RegisterAsync("Register 2")}/people");
        Assert.Contains($"{await api.Database.UserAsync("cashier")}", people!["items"]!.AsArray().Select(person => (string?)person!["id"]));
    }

    [Fact]
    public async Task Without_a_registered_browser_nobody_sees_names_tries_a_PIN_or_locks_anybody_out()
    {
        await api.Database.ExecuteAsync("INSERT INTO registers (id, location_id, name, is_active, created_at) SELECT gen_random_uuid(), id, 'Off', false, now() FROM locations WHERE code = 'STK1'");
        var (counter, off, cashier) = (await api.Database.RegisterAsync("Counter"), await api.Database.RegisterAsync("Off"), await api.Database.UserAsync("cashier"));
        using var nobody = api.Anonymous();
        foreach (var (register, device) in new[] { (counter, "guessed"), (counter, ""), (counter, Staff.DeviceOf(off)), (off, Staff.DeviceOf(off)), (Guid.NewGuid(), Staff.DeviceOf(counter)) })
        {
            var names = await nobody.PostAsJsonAsync("/api/v1/auth/pin/people", new { registerId = register, deviceToken = device });
            await names.ProblemAsync(HttpStatusCode.Forbidden, "register.device_unknown");
            var pin = await nobody.PostAsJsonAsync("/api/v1/auth/pin", new { registerId = register, userId = cashier, pin = "000000", deviceToken = device });
            await pin.ProblemAsync(HttpStatusCode.Forbidden, "register.device_unknown");
        }

        Assert.Equal(0, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM sign_in_attempts WHERE failures > 0 AND subject = '{PosAspire.Domain.Identity.SignInSubject.Pin(cashier).Key}'"));
    }

    [Fact]
    public async Task A_manager_registers_a_browser_lists_it_and_ends_it_with_what_was_signed_in_there()
    {
        var register = await api.Database.RegisterAsync("Register 2");
        using var manager = await api.SignedInAsync("manager");
        var made = await (await manager.PostAsJsonAsync($"/api/v1/registers/{register}/devices", new { name = "Tablet at the door" })).JsonAsync();
        var device = (string)made["deviceToken"]!;

        using var tablet = api.Anonymous();
        var people = await (await tablet.PostAsJsonAsync("/api/v1/auth/pin/people", new { registerId = register, deviceToken = device })).JsonAsync();
        Assert.Contains("Demo cashier", people["items"]!.AsArray().Select(person => (string?)person!["name"]));
        var (token, _) = await Staff.TokensAsync(await tablet.PostAsJsonAsync(
            "/api/v1/auth/pin", new { registerId = register, userId = await api.Database.UserAsync("cashier"), pin = "900003", deviceToken = device }));

        var listed = await manager.GetFromJsonAsync<System.Text.Json.Nodes.JsonObject>($"/api/v1/registers/{register}/devices");
        var shown = listed!["items"]!.AsArray().Single(item => (string?)item!["name"] == "Tablet at the door")!;
        Assert.NotNull(shown["usedAt"]);
        Assert.DoesNotContain(device, listed.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await manager.DeleteAsync($"/api/v1/registers/{register}/devices/{shown["id"]}")).StatusCode);
        await Eventually.TrueAsync(async () => await api.KnocksAsync(token) == HttpStatusCode.Unauthorized);
        var again = await tablet.PostAsJsonAsync("/api/v1/auth/pin/people", new { registerId = register, deviceToken = device });
        await again.ProblemAsync(HttpStatusCode.Forbidden, "register.device_unknown");
        await (await manager.DeleteAsync($"/api/v1/registers/{register}/devices/{shown["id"]}")).ProblemAsync(HttpStatusCode.NotFound, "register.no_such_device");
    }
}
