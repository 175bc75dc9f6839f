using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.ServiceDefaults.Database;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Database;

public sealed class DatabasePoolTests : IAsyncLifetime
{
    private readonly RecordedLog _log = new();
    private TestDatabase _database = null!;
    private IHost _host = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.EmptyAsync();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["ConnectionStrings:posdb"] = _database.ConnectionString + ";Maximum Pool Size=2;Timeout=1";
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(_log.Provider());
        builder.AddPosDatabase<ShopContext>();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Numbers_follow_the_connections_that_are_lent_out()
    {
        var pool = _host.Services.GetRequiredService<DatabasePool>();
        var source = _host.Services.GetRequiredService<NpgsqlDataSource>();
        Assert.Equal(new PoolNumbers(Max: 2, Open: 0, InUse: 0, Idle: 0), pool.Read());

        var connection = await source.OpenConnectionAsync();
        Assert.Equal(new PoolNumbers(Max: 2, Open: 1, InUse: 1, Idle: 0), pool.Read());

        await connection.DisposeAsync();
        Assert.Equal(new PoolNumbers(Max: 2, Open: 1, InUse: 0, Idle: 1), pool.Read());
    }

    [Fact]
    public async Task The_context_uses_the_one_pool_and_retries()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<ShopContext>();
        await context.Database.OpenConnectionAsync();

        Assert.Equal(1, _host.Services.GetRequiredService<DatabasePool>().Read().InUse);
        Assert.True(context.Database.CreateExecutionStrategy().RetriesOnFailure);
    }

    [Fact]
    public async Task A_caller_that_gets_no_connection_leaves_the_words_that_operators_grep()
    {
        var source = _host.Services.GetRequiredService<NpgsqlDataSource>();
        await using var one = await source.OpenConnectionAsync();
        await using var two = await source.OpenConnectionAsync();

        await Assert.ThrowsAsync<NpgsqlException>(async () => await source.OpenConnectionAsync());

        await Eventually.TrueAsync(() => _log.Lines.Any(line => line.Contains("Connection pool exhausted: 2 of 2", StringComparison.Ordinal)));
        Assert.Equal(1, _host.Services.GetRequiredService<DatabasePool>().Timeouts);
    }

    [Fact]
    public async Task A_full_pool_that_hands_its_connections_on_is_busy_and_not_exhausted()
    {
        var pool = _host.Services.GetRequiredService<DatabasePool>();
        var source = _host.Services.GetRequiredService<NpgsqlDataSource>();
        await using var one = await source.OpenConnectionAsync();
        var two = await source.OpenConnectionAsync();

        var asked = pool.IsExhaustedAsync(CancellationToken.None);
        await two.DisposeAsync();
        Assert.False(await asked);

        await using var again = await source.OpenConnectionAsync();
        Assert.True(await pool.IsExhaustedAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_query_over_one_second_is_a_warning_with_its_text_and_a_quick_one_is_not()
    {
        var source = _host.Services.GetRequiredService<NpgsqlDataSource>();
        await using (var quick = source.CreateCommand("SELECT 'quick'"))
            await quick.ExecuteScalarAsync();
        await using (var slow = source.CreateCommand("SELECT pg_sleep(1.1)"))
            await slow.ExecuteScalarAsync();

        var lines = _log.Lines.Where(line => line.Contains("Slow query", StringComparison.Ordinal)).ToList();
        Assert.StartsWith("Warning ", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Contains("SELECT pg_sleep(1.1)", lines[0], StringComparison.Ordinal);
        Assert.Contains(_log.Lines, line => line.StartsWith("Debug ", StringComparison.Ordinal) && line.Contains("SELECT 'quick'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "ConnectionStrings__posdb is missing")]
    [InlineData("Host", "not a PostgreSQL connection string")]
    [InlineData("Host=db;Passwort=geheim", "not a PostgreSQL connection string")]
    [InlineData("Database=posdb", "names no Host")]
    public async Task A_missing_or_broken_address_stops_the_host_with_a_sentence_and_without_the_secret(string? address, string sentence)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["ConnectionStrings:posdb"] = address;
        builder.AddPosDatabase<ShopContext>();
        using var host = builder.Build();

        var problem = await Assert.ThrowsAsync<SettingException>(() => host.StartAsync());
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", problem.ToString(), StringComparison.Ordinal);
    }

    private sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options);
}
