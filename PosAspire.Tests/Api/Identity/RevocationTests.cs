using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Npgsql;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Identity;

/// <summary>An ended sign-in is refused within five seconds by every instance, whatever else is away.</summary>
[Collection(Alone.Name)]
public sealed class RevocationTests : IAsyncLifetime
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    private TestDatabase? database;
    private RedisServer? redis;
    private ApiHost? first;
    private ApiHost? second;

    public async Task InitializeAsync()
    {
        database = await ShopDatabase.SeededAsync();
        redis = await RedisServer.StartAsync();
        first = ApiHost.On(database.ConnectionString, ("ConnectionStrings:cache", redis.ConnectionString));
        second = ApiHost.On(database.ConnectionString, ("ConnectionStrings:cache", redis.ConnectionString));
    }

    public async Task DisposeAsync()
    {
        await first!.DisposeAsync();
        await second!.DisposeAsync();
        await redis!.DisposeAsync();
        await database!.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_signs_out_is_out_everywhere_with_and_without_Redis(bool withRedis)
    {
        var (token, refresh) = await first!.TokensAsync();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await first!.KnocksAsync(token), await second!.KnocksAsync(token)));
        if (!withRedis)
            redis!.Kill();
        using (var cashier = first!.With(token))
            Assert.Equal(HttpStatusCode.NoContent, (await cashier.PostAsync("/api/v1/auth/logout", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await first!.KnocksAsync(token));
        await OutInTimeAsync(second!, token);
        using var nobody = second!.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.RefreshAsync(refresh)).StatusCode);
    }

    [Theory]
    [InlineData("UPDATE users SET is_active = false WHERE username = 'cashier'")]
    [InlineData("UPDATE users SET password_hash = 'x' WHERE username = 'cashier'")]
    [InlineData("UPDATE users SET pin_hash = NULL WHERE username = 'cashier'")]
    [InlineData("UPDATE user_roles SET role = 'kitchen' WHERE user_id = (SELECT id FROM users WHERE username = 'cashier')")]
    [InlineData("DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE username = 'cashier')")]
    public async Task A_change_of_rights_or_secrets_ends_what_was_signed_in_even_by_hand_in_SQL(string change)
    {
        redis!.Kill();
        var (token, _) = await first!.TokensAsync();
        var (other, _) = await first!.TokensAsync("server");
        await database!.ExecuteAsync(change);
        await OutInTimeAsync(first!, token);
        Assert.Equal(HttpStatusCode.OK, await first!.KnocksAsync(other));
    }

    [Fact]
    public async Task A_register_that_is_switched_off_signs_its_people_out()
    {
        using var till = first!.Anonymous();
        var register = await database!.RegisterAsync("Register 1");
        var (token, _) = await Staff.TokensAsync(await till.PinAsync(register, await database!.UserAsync("cashier"), "900003"));
        using var manager = await first!.SignedInAsync("manager");
        Assert.Equal(HttpStatusCode.NoContent, (await manager.DeleteAsync($"/api/v1/registers/{register}")).StatusCode);
        await OutInTimeAsync(second!, token);
        Assert.Equal(HttpStatusCode.Forbidden, (await till.PinAsync(register, await database!.UserAsync("cashier"), "900003")).StatusCode);
    }

    [Fact]
    public async Task A_revocation_that_commits_late_is_not_missed()
    {
        var (token, _) = await first!.TokensAsync();
        await using var connection = new NpgsqlConnection(database!.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var slow = new NpgsqlCommand("UPDATE sessions SET revoked_at = now() - interval '1 hour', revoked_in = pg_current_xact_id()", connection))
            await slow.ExecuteNonQueryAsync();
        await first!.TokensAsync("admin");
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, await first!.KnocksAsync(token));
        await transaction.CommitAsync();
        await OutInTimeAsync(first!, token);
    }

    [Fact]
    public async Task A_restarted_instance_knows_what_was_ended_before()
    {
        var (token, _) = await first!.TokensAsync();
        using (var cashier = first!.With(token))
            await cashier.PostAsync("/api/v1/auth/logout", null);
        var third = ApiHost.On(database!.ConnectionString);
        Assert.Equal(HttpStatusCode.Unauthorized, await third.KnocksAsync(token));
        await third.DisposeAsync();
    }

    [Fact]
    public async Task An_instance_that_cannot_ask_lets_nobody_in()
    {
        var settings = new NpgsqlConnectionStringBuilder(database!.ConnectionString);
        await using var wire = new BlackHoleProxy(settings.Port);
        settings.Port = wire.Port;
        var cut = ApiHost.On(settings.ConnectionString + ";Timeout=2");
        var (token, _) = await cut.TokensAsync();
        using var cashier = cut.With(token);
        var quote = new { location = "LIQ1", lines = new[] { new { barcode = "000400203940", quantity = 1 } } };
        Assert.Equal(HttpStatusCode.OK, (await cashier.PostAsJsonAsync("/api/v1/orders/quote", quote)).StatusCode);
        wire.Silence();
        var silent = Stopwatch.StartNew();
        HttpStatusCode status;
        do
            status = (await cashier.PostAsJsonAsync("/api/v1/orders/quote", quote)).StatusCode;
        while (status == HttpStatusCode.OK && silent.Elapsed < Promise + Promise);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        wire.Resume();
        await Eventually.TrueAsync(async () => (await cashier.PostAsJsonAsync("/api/v1/orders/quote", quote)).StatusCode == HttpStatusCode.OK);
        await cut.DisposeAsync();
    }

    private static async Task OutInTimeAsync(ApiHost api, string token)
    {
        var ended = Stopwatch.StartNew();
        while (await api.KnocksAsync(token) != HttpStatusCode.Unauthorized)
        {
            Assert.True(ended.Elapsed < Promise, $"The token still opens after {ended.Elapsed}.");
            await Task.Delay(20);
        }
    }
}
