using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PosAspire.ServiceDefaults.Health;
using PosAspire.ServiceDefaults.Redis;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Health;

/// <summary>Bodies, words, codes and headers while all is well, on both listeners.</summary>
public sealed class HealthBodyTests(HealthBodyTests.AllUp up) : IClassFixture<HealthBodyTests.AllUp>
{
    private readonly HealthHost _host = up.Host;
    private readonly TestDatabase _database = up.Database;

    [Theory]
    [InlineData("/health", false, "ok")]
    [InlineData("/health", true, "healthy")]
    [InlineData("/health/ready", false, "ok")]
    [InlineData("/health/ready", true, "healthy")]
    [InlineData("/health/live", false, "ok")]
    [InlineData("/health/live", true, "healthy")]
    [InlineData("/health/db", false, "ok")]
    [InlineData("/health/db", true, "healthy")]
    [InlineData("/health/redis", false, "ok")]
    [InlineData("/health/redis", true, "healthy")]
    [InlineData("/api/v1/health", false, "healthy")]
    [InlineData("/api/v1/health", true, "healthy")]
    [InlineData("/api/health", false, "healthy")]
    [InlineData("/health?format=restaurant", false, "healthy")]
    [InlineData("/health?format=liquor", true, "ok")]
    [InlineData("/api/v1/health?format=liquor", false, "ok")]
    public async Task All_up_the_word_follows_the_listener_the_path_and_the_override(string path, bool restaurant, string word)
    {
        var answer = await _host.GetAsync(path, restaurant);
        Assert.Equal((200, word), (answer.Status, answer.At("status")));
        Assert.True(answer.NoStore);
        Assert.True(answer.HasRequestId);

        var head = await _host.GetAsync(path, restaurant, "HEAD");
        Assert.Equal((200, ""), (head.Status, head.Text));
    }

    [Fact]
    public async Task The_body_holds_what_both_runbooks_show()
    {
        var answer = await _host.GetAsync("/health", restaurant: true);

        Assert.Equal("up", answer.At("info.database.status"));
        Assert.Equal("up", answer.At("info.redis.status"));
        Assert.Equal("redis", answer.At("info.redis.mode"));
        Assert.Equal("{}", answer.At("error"));
        Assert.Equal("up", answer.At("details.database.status"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", answer.At("timestamp"));
        Assert.Matches(@"^\d+\.\d+\.\d+", answer.At("version"));
        Assert.Equal("production", answer.At("environment"));
        Assert.Equal("healthy", answer.At("checks.database.status"));
        Assert.Matches(@"^\d+ms$", answer.At("checks.database.response_time"));
        Assert.Equal("healthy", answer.At("checks.api.status"));
        Assert.Matches(@"^(\d+h)?(\d+m)?\d+s$", answer.At("checks.api.uptime"));
    }

    [Fact]
    public async Task The_pool_is_shown_with_its_four_numbers()
    {
        var source = _host.App.Services.GetRequiredService<NpgsqlDataSource>();
        await using var one = await source.OpenConnectionAsync();
        await (await source.OpenConnectionAsync()).DisposeAsync();

        var answer = await _host.GetAsync("/health/db");
        Assert.Equal(
            ("3", "2", "1", "1"),
            (answer.At("info.database.connection_pool.max"), answer.At("info.database.connection_pool.open"), answer.At("info.database.connection_pool.in_use"), answer.At("info.database.connection_pool.idle")));
        Assert.Equal("1", (await _host.GetAsync("/health", restaurant: true)).At("checks.database.connection_pool.in_use"));
    }

    [Fact]
    public async Task Liveness_speaks_of_nothing_outside_the_process()
    {
        var answer = await _host.GetAsync("/health/live");
        Assert.Null(answer.At("details.database"));
        Assert.Null(answer.At("details.redis"));
    }

    [Theory]
    [InlineData("/health?format=LIQUOR")]
    [InlineData("/health?format=")]
    [InlineData("/health/live?format=xml")]
    [InlineData("/health?format=liquor&format=restaurant")]
    public async Task An_unknown_format_is_a_problem(string path)
    {
        var answer = await _host.GetAsync(path);
        Assert.Equal((400, "health.unknown_format"), (answer.Status, answer.At("code")));
    }

    [Fact]
    public async Task Other_methods_are_refused() => Assert.Equal(405, (await _host.GetAsync("/health", method: "POST")).Status);

    [Fact]
    public async Task Without_a_backup_only_the_backup_endpoint_says_so()
    {
        var answer = await _host.GetAsync("/health/backup");
        Assert.Equal((503, "error", "no backup yet"), (answer.Status, answer.At("status"), answer.At("error.backup.message")));
        Assert.Equal("unhealthy", (await _host.GetAsync("/health/backup", restaurant: true)).At("status"));
        Assert.Null((await _host.GetAsync("/health")).At("details.backup"));
    }

    [Theory]
    [InlineData(1, true, 200, null)]
    [InlineData(25, true, 503, "no backup in 25 hours")]
    [InlineData(1, false, 503, "the last backup failed")]
    public async Task The_newest_backup_counts_when_it_is_whole_and_young(int hours, bool verified, int status, string? message)
    {
        var record = new BackupRecord(DateTimeOffset.UtcNow.AddHours(-hours).AddSeconds(-1), verified);
        await using var host = await HealthHost.StartAsync(
            _database.ConnectionString, redis: null, services => services.AddSingleton<IBackupStatus>(new FixedBackup(record)));

        var answer = await host.GetAsync("/health/backup");
        Assert.Equal((status, message), (answer.Status, answer.At("error.backup.message")));
    }

    [Fact]
    public async Task A_host_without_database_and_redis_leaves_them_out()
    {
        await using var host = await HealthHost.StartAsync(database: null, redis: null);
        var answer = await host.GetAsync("/health/ready");
        Assert.Equal((200, "{}"), (answer.Status, answer.At("details")));
        Assert.Equal(404, (await host.GetAsync("/health/db")).Status);
        Assert.Equal(404, (await host.GetAsync("/health/redis")).Status);
        Assert.Equal(404, (await host.GetAsync("/health/backup")).Status);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(930, "15m30s")]
    [InlineData(3600, "1h0m0s")]
    [InlineData(260_130, "72h15m30s")]
    public void Uptime_is_written_as_the_runbook_shows(double seconds, string text) =>
        Assert.Equal(text, HealthReport.Uptime(TimeSpan.FromSeconds(seconds)));

    private sealed class FixedBackup(BackupRecord record) : IBackupStatus
    {
        public Task<BackupRecord?> NewestAsync(CancellationToken cancellationToken) => Task.FromResult<BackupRecord?>(record);
    }

    /// <summary>One host for all of them: none changes its state.</summary>
    public sealed class AllUp : IAsyncLifetime
    {
        private RedisServer _redis = null!;

        internal TestDatabase Database { get; private set; } = null!;

        internal HealthHost Host { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Database = await TestDatabase.EmptyAsync();
            _redis = await RedisServer.StartAsync();
            Host = await HealthHost.StartAsync(Database.ConnectionString + ";Maximum Pool Size=3", _redis.ConnectionString, services => services.AddSingleton(new RedisLimits(TimeSpan.FromSeconds(5))));
            await Eventually.TrueAsync(async () => (await Host.GetAsync("/health/redis")).At("info.redis.mode") == "redis");
        }

        public async Task DisposeAsync()
        {
            await Host.DisposeAsync();
            await _redis.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
