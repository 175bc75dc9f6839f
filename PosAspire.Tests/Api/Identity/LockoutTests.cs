using System.Net;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Identity;

/// <summary>Ten wrong tries lock for half an hour: a person, a register, a user name. Each test has people and registers of its own.</summary>
public sealed class LockoutTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const int Limit = 10;

    [Fact]
    public async Task Ten_wrong_PINs_lock_the_person_at_every_register_and_the_register_for_everybody()
    {
        using var till = api.Anonymous();
        var (cashier, server) = (await api.Database.UserAsync("cashier"), await api.Database.UserAsync("server"));
        var (first, second) = (await api.Database.RegisterAsync("Register 1"), await api.Database.RegisterAsync("Register 2"));
        for (var attempt = 1; attempt <= Limit; attempt++)
            await (await till.PinAsync(first, cashier, "111111")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        var locked = await till.PinAsync(first, cashier, "900003");
        Assert.Contains("locked for 30 min", await locked.ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked"), StringComparison.Ordinal);
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
        await (await till.PinAsync(second, cashier, "900003")).ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
        await (await till.PinAsync(first, server, "900004")).ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
        Assert.Equal(HttpStatusCode.OK, (await till.PinAsync(second, server, "900004")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await till.LoginAsync("cashier")).StatusCode);

        // Neither another instance nor a restarted one, both without Redis, knows less.
        var restarted = ApiHost.On(api.Database.ConnectionString);
        using (var other = restarted.Anonymous())
            await (await other.PinAsync(second, cashier, "900003")).ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
        await restarted.DisposeAsync();

        using var admin = await api.SignedInAsync("admin");
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsync($"/api/v1/admin/users/{cashier}/unlock", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await till.PinAsync(second, cashier, "900003")).StatusCode);
        await (await till.PinAsync(first, cashier, "900003")).ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsync($"/api/v1/registers/{first}/unlock", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await till.PinAsync(first, cashier, "900003")).StatusCode);
    }

    [Fact]
    public async Task Many_tries_at_once_get_no_further_than_ten()
    {
        using var till = api.Anonymous();
        var (kitchen, counter) = (await api.Database.UserAsync("kitchen"), await api.Database.RegisterAsync("Counter"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => till.PinAsync(counter, kitchen, "222222")));
        Assert.Equal(Limit, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(20, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_register_does_not_forget_wrong_tries_because_somebody_signs_in_rightly()
    {
        using var till = api.Anonymous();
        var (manager, admin, floor) = (await api.Database.UserAsync("manager"), await api.Database.UserAsync("admin"), await api.Database.RegisterAsync("Floor"));
        for (var attempt = 1; attempt < Limit; attempt++)
            await (await till.PinAsync(floor, Guid.NewGuid(), "333333")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        Assert.Equal(HttpStatusCode.OK, (await till.PinAsync(floor, manager, "900002")).StatusCode);
        await (await till.PinAsync(floor, admin, "333333")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        await (await till.PinAsync(floor, manager, "900002")).ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");

        await api.Database.ExecuteAsync($"UPDATE sign_in_attempts SET locked_until = now() - interval '1 second' WHERE subject = 'register:{floor}'");
        Assert.Equal(HttpStatusCode.OK, (await till.PinAsync(floor, manager, "900002")).StatusCode);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_locked_like_one_that_somebody_has()
    {
        await api.Database.ExecuteAsync(
            "INSERT INTO users (id, username, name, password_hash, is_active, created_at) SELECT gen_random_uuid(), 'ann', 'Ann', password_hash, true, now() FROM users WHERE username = 'admin'");
        using var client = api.Anonymous();
        var known = await TriesAsync(client, "ann");
        Assert.Equal(known, await TriesAsync(client, "bob"));
        Assert.Equal(((int)HttpStatusCode.Unauthorized, (int)HttpStatusCode.TooManyRequests), (known[Limit - 1], known[Limit]));
        await (await client.LoginAsync("ann")).ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
        Assert.Empty(await api.Database.LinesAsync("SELECT subject FROM sign_in_attempts WHERE subject LIKE '%ann%' OR subject LIKE '%bob%' OR subject LIKE '%127.0.0.1%'"));
    }

    [Fact]
    public async Task A_right_password_clears_the_count_of_its_name()
    {
        using var client = api.Anonymous();
        for (var round = 0; round < 2; round++)
        {
            for (var attempt = 1; attempt < Limit; attempt++)
                await (await client.LoginAsync("server", "wrong")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
            Assert.Equal(HttpStatusCode.OK, (await client.LoginAsync("server")).StatusCode);
        }
    }

    private static async Task<List<int>> TriesAsync(HttpClient client, string username)
    {
        List<int> statuses = [];
        for (var attempt = 0; attempt <= Limit; attempt++)
            statuses.Add((int)(await client.LoginAsync(username, "wrong")).StatusCode);
        return statuses;
    }
}

/// <summary>Everyone behind one address is slowed down together.</summary>
public sealed class AddressLimitTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task An_address_that_fails_a_hundred_times_waits_and_no_header_makes_it_another_one()
    {
        await api.Database.ExecuteAsync("INSERT INTO sign_in_attempts (subject, failures, counted_from) VALUES ('probe', 0, now())");
        using var client = api.Anonymous();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        await (await client.LoginAsync("nobody-1", "wrong")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        await api.Database.ExecuteAsync("UPDATE sign_in_attempts SET failures = 99 WHERE subject LIKE 'address:%'");
        await (await client.LoginAsync("nobody-2", "wrong")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        client.DefaultRequestHeaders.Remove("X-Forwarded-For");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.8");
        var locked = await client.LoginAsync("cashier");
        await locked.ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
    }
}
