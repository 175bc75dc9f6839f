using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Identity.Users;

public sealed class UsersTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Users = "/api/v1/admin/users";

    [Fact]
    public async Task A_person_is_added_changed_and_switched_off()
    {
        using var admin = await api.SignedInAsync("admin");
        var made = await admin.PostAsJsonAsync(Users, New("sari", Role("cashier", "LIQ1"), pin: "481593"));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var sari = await made.JsonAsync();
        Assert.Equal($"{Users}/{sari["id"]}", made.Headers.Location?.OriginalString);
        Assert.Equal((true, true, 1), ((bool)sari["isActive"]!, (bool)sari["hasPin"]!, (int)sari["version"]!));

        var (token, _) = await TokensAsync("sari", "three long words");
        using (var herself = api.With(token))
        {
            Assert.Equal(HttpStatusCode.OK, (await herself.GetAsync("/api/v1/registers?location=LIQ1")).StatusCode);
            await (await herself.GetAsync("/api/v1/registers?location=STK1")).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        }

        // A new name alone signs nobody out; other roles do.
        var renamed = await admin.PutAsJsonAsync($"{Users}/{sari["id"]}", Changed("Sari W", 1, Role("cashier", "LIQ1")));
        Assert.Equal((HttpStatusCode.OK, 2), (renamed.StatusCode, (int)(await renamed.JsonAsync())["version"]!));
        Assert.Equal(HttpStatusCode.OK, await api.KnocksAsync(token));
        await (await admin.PutAsJsonAsync($"{Users}/{sari["id"]}", Changed("Sari X", 1, Role("cashier", "LIQ1")))).ProblemAsync(HttpStatusCode.Conflict, "request.version_conflict");
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsJsonAsync($"{Users}/{sari["id"]}", Changed("Sari W", 2, Role("manager", "LIQ1")))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await api.KnocksAsync(token));

        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Users}/{sari["id"]}")).StatusCode);
        using var nobody = api.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.LoginAsync("sari", "three long words")).StatusCode);
        Assert.Equal("{}", Assert.Single(await api.Database.LinesAsync($"SELECT DISTINCT data::text FROM audit_entries WHERE subject_id = '{sari["id"]}'")));
        Assert.Equal(["user.created", "user.changed", "user.changed", "user.switched_off"], await api.Database.LinesAsync($"SELECT action FROM audit_entries WHERE subject_id = '{sari["id"]}' ORDER BY id"));
    }

    [Theory]
    [InlineData("user.invalid", "with space", "three long words", "cashier", "LIQ1", null)]
    [InlineData("user.weak_password", "weak1", "password123", "cashier", "LIQ1", null)]
    [InlineData("user.weak_pin", "weak2", "three long words", "cashier", "LIQ1", "123456")]
    [InlineData("user.invalid_role", "weak3", "three long words", "waiter", "LIQ1", null)]
    [InlineData("user.invalid_role", "weak4", "three long words", "cashier", "NOSHOP", null)]
    public async Task What_makes_no_person_is_refused(string code, string username, string password, string role, string location, string? pin)
    {
        using var admin = await api.SignedInAsync("admin");
        await (await admin.PostAsJsonAsync(Users, New(username, Role(role, location), password, pin))).ProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_name_belongs_to_one_person_however_it_is_written()
    {
        using var admin = await api.SignedInAsync("admin");
        await (await admin.PostAsJsonAsync(Users, New(" CASHIER ", Role("cashier", "*")))).ProblemAsync(HttpStatusCode.Conflict, "user.name_taken");
    }

    [Fact]
    public async Task An_administrator_of_one_shop_reaches_only_people_of_that_shop_and_gives_nothing_beyond_it()
    {
        using var admin = await api.SignedInAsync("admin");
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsJsonAsync(Users, New("liq-admin", Role("admin", "LIQ1")))).StatusCode);
        var both = await (await admin.PostAsJsonAsync(Users, new { username = "both", name = "Both", password = "three long words", roles = new[] { Role("cashier", "LIQ1"), Role("cashier", "STK1") } })).JsonAsync();
        using var local = api.With((await TokensAsync("liq-admin", "three long words")).Access);

        foreach (var beyond in new[] { Role("cashier", "*"), Role("cashier", "STK1"), Role("admin", "*") })
            await (await local.PostAsJsonAsync(Users, New("beyond", beyond))).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        var own = await local.PostAsJsonAsync(Users, New("within", Role("cashier", "LIQ1")));
        Assert.Equal(HttpStatusCode.Created, own.StatusCode);
        await (await local.PutAsJsonAsync($"{Users}/{(await own.JsonAsync())["id"]}", Changed("Up", 1, Role("admin", "*")))).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        await (await local.PostAsJsonAsync($"{Users}/{both["id"]}/password", new { password = "three long words" })).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        await (await local.DeleteAsync($"{Users}/{await api.Database.UserAsync("admin")}")).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        var seen = (await local.GetFromJsonAsync<JsonObject>(Users))!["items"]!.AsArray().Select(user => (string)user!["username"]!).ToList();
        Assert.Contains("within", seen);
        Assert.DoesNotContain(seen, name => name is "both" or "admin" or "cashier");
    }

    [Fact]
    public async Task People_are_listed_by_name_page_by_page()
    {
        using var admin = await api.SignedInAsync("admin");
        List<string> names = [];
        string? after = null;
        do
        {
            var page = await admin.GetFromJsonAsync<JsonObject>($"{Users}?limit=2&after={after}");
            names.AddRange(page!["items"]!.AsArray().Select(user => (string)user!["username"]!));
            after = (string?)page["next"];
        }
        while (after is not null);
        Assert.Equal(await api.Database.LinesAsync("SELECT username FROM users ORDER BY username"), names);
        await (await admin.GetAsync($"{Users}?limit=101")).ProblemAsync(HttpStatusCode.BadRequest, "request.invalid_parameter");
    }

    [Fact]
    public async Task A_new_secret_works_ends_the_old_sign_ins_and_opens_the_lock()
    {
        using var admin = await api.SignedInAsync("admin");
        var ida = await (await admin.PostAsJsonAsync(Users, New("ida", Role("cashier", "LIQ1")))).JsonAsync();
        var (token, _) = await TokensAsync("ida", "three long words");
        using var nobody = api.Anonymous();
        for (var attempt = 0; attempt < 11; attempt++)
            await nobody.LoginAsync("ida", "wrong");
        Assert.NotNull((string?)(await admin.GetFromJsonAsync<JsonObject>($"{Users}/{ida["id"]}"))!["lockedUntil"]);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsJsonAsync($"{Users}/{ida["id"]}/password", new { password = "four other long words" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await api.KnocksAsync(token));
        Assert.Equal(HttpStatusCode.OK, (await nobody.LoginAsync("ida", "four other long words")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.LoginAsync("ida", "three long words")).StatusCode);

        var register = await api.Database.RegisterAsync("Register 2");
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsJsonAsync($"{Users}/{ida["id"]}/pin", new { pin = "481593" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.PinAsync(register, (Guid)ida["id"]!, "481593")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsJsonAsync($"{Users}/{ida["id"]}/pin", new { pin = (string?)null })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PinAsync(register, (Guid)ida["id"]!, "481593")).StatusCode);
    }

    private static object Role(string role, string location) => new { role, location };

    private static object New(string username, object role, string password = "three long words", string? pin = null) =>
        new { username, name = username, roles = new[] { role }, password, pin };

    private static object Changed(string name, int version, object role) => new { name, roles = new[] { role }, isActive = true, version };

    private async Task<(string Access, string Refresh)> TokensAsync(string username, string password)
    {
        using var client = api.Anonymous();
        return await Staff.TokensAsync(await client.LoginAsync(username, password));
    }
}

/// <summary>Somebody must be left who can let the others in.</summary>
public sealed class LastAdminTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_last_administrator_stays_even_when_two_switch_each_other_off_at_once()
    {
        using var admin = await api.SignedInAsync("admin");
        var first = await api.Database.UserAsync("admin");
        await (await admin.DeleteAsync($"/api/v1/admin/users/{first}")).ProblemAsync(HttpStatusCode.Conflict, "user.last_admin");
        var demoted = await admin.PutAsJsonAsync($"/api/v1/admin/users/{first}", new { name = "x", roles = new[] { new { role = "manager", location = "*" } }, isActive = true, version = 1 });
        await demoted.ProblemAsync(HttpStatusCode.Conflict, "user.last_admin");

        var second = (Guid)(await (await admin.PostAsJsonAsync("/api/v1/admin/users", new { username = "second", name = "Second", roles = new[] { new { role = "admin", location = "*" } }, password = "three long words" })).JsonAsync())["id"]!;
        using var anonymous = api.Anonymous();
        using var other = api.With((await Staff.TokensAsync(await anonymous.LoginAsync("second", "three long words"))).Access);
        var answers = await Task.WhenAll(admin.DeleteAsync($"/api/v1/admin/users/{second}"), other.DeleteAsync($"/api/v1/admin/users/{first}"));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(1, await api.Database.ScalarAsync<long>("SELECT count(*) FROM users u JOIN user_roles r ON r.user_id = u.id WHERE u.is_active AND r.role = 'admin'"));
    }
}
