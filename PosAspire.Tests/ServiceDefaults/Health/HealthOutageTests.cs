using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Health;

/// <summary>Every state that is not "all up", on both listeners, answered within the runbook's limits.</summary>
[Collection(Alone.Name)]
public sealed class HealthOutageTests
{
    /// <summary>The liquor runbook's table "Available Endpoints", in seconds.</summary>
    private static readonly (string Path, double Limit)[] Limits =
        [("/health", 5), ("/health/ready", 3), ("/health/live", 1), ("/health/db", 3), ("/health/redis", 2), ("/health/backup", 2), ("/api/v1/health", 5)];

    private static readonly bool[] Listeners = [false, true];

    [Fact]
    public async Task Redis_down_degrades_and_fails_nothing()
    {
        await using var database = await TestDatabase.EmptyAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var host = await HealthHost.StartAsync(database.ConnectionString, redis.ConnectionString);
        await Eventually.TrueAsync(async () => (await host.GetAsync("/health/redis")).At("info.redis.mode") == "redis");

        redis.Kill();
        await Eventually.TrueAsync(async () => (await host.GetAsync("/health/redis")).At("info.redis.degraded") == "true");

        foreach (var path in new[] { "/health", "/health/ready", "/health/redis", "/api/v1/health" })
        {
            await AssertBothAsync(host, path, 200, path.StartsWith("/api", StringComparison.Ordinal) ? "healthy" : "ok", "healthy", answer =>
            {
                Assert.Equal(("up", "true", "in-memory"), (answer.At("info.redis.status"), answer.At("info.redis.degraded"), answer.At("info.redis.mode")));
                Assert.Equal("healthy", answer.At("checks.redis.status"));
            });
        }

        await redis.RestartAsync();
        await Eventually.TrueAsync(async () => (await host.GetAsync("/health/redis")).At("info.redis.mode") == "redis");
    }

    [Fact]
    public async Task Database_killed_is_503_in_time_liveness_stays_and_it_recovers_by_itself()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var host = await HealthHost.StartAsync(server.ConnectionString() + ";Password=geheim", redis: null);
        Assert.Equal(200, (await host.GetAsync("/health/ready")).Status);

        server.Kill();
        await Eventually.TrueAsync(async () => (await host.GetAsync("/health/db")).At("error.database.message") == "Connection refused");

        foreach (var path in new[] { "/health", "/health/ready", "/health/db", "/api/v1/health" })
        {
            await AssertBothAsync(host, path, 503, path.StartsWith("/api", StringComparison.Ordinal) ? "unhealthy" : "error", "unhealthy", answer =>
            {
                Assert.Equal(("down", "Connection refused"), (answer.At("error.database.status"), answer.At("error.database.message")));
                Assert.Equal(
                    ("unhealthy", "connection refused", "timeout"),
                    (answer.At("checks.database.status"), answer.At("checks.database.error"), answer.At("checks.database.response_time")));
                Assert.DoesNotContain("geheim", answer.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
            });
        }

        await AssertBothAsync(host, "/health/live", 200, "ok", "healthy");
        await server.RestartAsync();
        await Eventually.TrueAsync(async () => (await host.GetAsync("/health/ready")).Status == 200);
    }

    [Fact]
    public async Task Database_black_holed_every_endpoint_answers_in_time_and_recovers()
    {
        await using var database = await TestDatabase.EmptyAsync();
        await using var proxy = new BlackHoleProxy(database.Server.Port);
        await using var host = await HealthHost.StartAsync(database.Server.ConnectionString(database.Name, proxy.Port), redis: null);
        Assert.Equal(200, (await host.GetAsync("/health/ready")).Status);
        await Task.Delay(TimeSpan.FromSeconds(1));

        proxy.Silence();
        // Three rounds: with kept connections, with the questions of round one still hanging, and with new connections only.
        for (var round = 0; round < 3; round++)
        {
            var answers = await Task.WhenAll(Limits.Where(item => item.Path != "/health/redis").SelectMany(item => Listeners
                .Select(async restaurant => (item.Path, item.Limit, Answer: await host.GetAsync(item.Path, restaurant)))));
            Assert.All(answers, one =>
            {
                Assert.Equal(one.Path == "/health/live" ? 200 : 503, one.Answer.Status);
                Assert.True(one.Answer.Took < TimeSpan.FromSeconds(one.Limit), $"{one.Path} took {one.Answer.Took}.");
                if (one.Path is not ("/health/live" or "/health/backup"))
                    Assert.Equal(("Connection timeout", "connection timeout"), (one.Answer.At("error.database.message"), one.Answer.At("checks.database.error")));
            });
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        proxy.Resume();
        await Eventually.TrueAsync(async () => (await host.GetAsync("/health/ready")).Status == 200);
    }

    [Fact]
    public async Task Pool_exhausted_the_database_endpoint_says_so_and_readiness_stays()
    {
        await using var database = await TestDatabase.EmptyAsync();
        await using var host = await HealthHost.StartAsync(database.ConnectionString + ";Maximum Pool Size=2", redis: null);
        var source = host.App.Services.GetRequiredService<NpgsqlDataSource>();
        await using (await source.OpenConnectionAsync())
        await using (await source.OpenConnectionAsync())
        {
            await AssertBothAsync(host, "/health/db", 503, "error", "unhealthy", answer =>
            {
                Assert.Equal("Connection pool exhausted", answer.At("error.database.message"));
                Assert.Equal(("2", "2"), (answer.At("error.database.connection_pool.in_use"), answer.At("error.database.connection_pool.max")));
                Assert.Matches(@"^\d+ms$", answer.At("checks.database.response_time"));
            });
            await AssertBothAsync(host, "/health/ready", 200, "ok", "healthy", answer => Assert.Equal("2", answer.At("info.database.connection_pool.in_use")));
        }

        await Eventually.TrueAsync(async () => (await host.GetAsync("/health/db")).Status == 200);
    }

    [Fact]
    public async Task Many_probes_at_once_share_one_question_and_take_nothing_from_the_pool()
    {
        await using var database = await TestDatabase.EmptyAsync();
        await using var host = await HealthHost.StartAsync(database.ConnectionString + ";Maximum Pool Size=2", redis: null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => host.GetAsync(number % 2 == 0 ? "/health/db" : "/health/ready")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(0, host.Pool.Read().Open);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false");
        await using var count = source.CreateCommand($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database.Name}' AND pid <> pg_backend_pid()");
        Assert.InRange((long)(await count.ExecuteScalarAsync())!, 0, 2);
    }

    [Fact]
    public async Task Starting_and_stopping_are_told_by_readiness_and_not_by_liveness()
    {
        await using var database = await TestDatabase.EmptyAsync();
        var starting = new HeldStart();
        var host = HealthHost.Build(database.ConnectionString, redis: null, services => services.AddHostedService(_ => starting), shutdownDelay: "3");
        var started = host.App.StartAsync();
        await starting.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20));

        foreach (var path in new[] { "/health", "/health/ready" })
            await AssertBothAsync(host, path, 503, "error", "unhealthy", answer => Assert.Equal("starting", answer.At("error.application.message")));
        await AssertBothAsync(host, "/health/live", 200, "ok", "healthy");
        starting.Go.SetResult();
        await started;
        await AssertBothAsync(host, "/health/ready", 200, "ok", "healthy");

        var stopped = host.App.StopAsync();
        await Eventually.TrueAsync(async () => (await host.GetAsync("/health/ready")).Status == 503);
        foreach (var path in new[] { "/health", "/health/ready" })
            await AssertBothAsync(host, path, 503, "shutting_down", "unhealthy", answer => Assert.Equal("shutting down", answer.At("error.application.message")));
        await AssertBothAsync(host, "/health/live", 200, "ok", "healthy");
        await stopped;
        await host.DisposeAsync();
    }

    /// <summary>Asks on both listeners; the answer must come within the endpoint's own limit.</summary>
    private static async Task AssertBothAsync(HealthHost host, string path, int status, string retail, string restaurant, Action<HealthAnswer>? more = null)
    {
        foreach (var (onRestaurant, word) in new[] { (false, retail), (true, restaurant) })
        {
            var answer = await host.GetAsync(path, onRestaurant);
            Assert.Equal((path, status, word), (path, answer.Status, answer.At("status")));
            var limit = TimeSpan.FromSeconds(Limits.Single(item => item.Path == path).Limit);
            Assert.True(answer.Took < limit, $"{path} took {answer.Took}.");
            more?.Invoke(answer);
        }
    }

    /// <summary>A hosted service whose start is held after the listeners are open.</summary>
    private sealed class HeldStart : IHostedLifecycleService
    {
        public TaskCompletionSource Reached { get; } = new();

        public TaskCompletionSource Go { get; } = new();

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            Reached.SetResult();
            return Go.Task;
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
