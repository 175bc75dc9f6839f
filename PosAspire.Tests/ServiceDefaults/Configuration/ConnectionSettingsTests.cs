using Microsoft.AspNetCore.Builder;
using PosAspire.ServiceDefaults;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.Tests.ServiceDefaults.Probe;

namespace PosAspire.Tests.ServiceDefaults.Configuration;

public class ConnectionSettingsTests
{
    private const string Settled = "ConnectionStrings:posdb=Host=settled;Database=a";
    private const string Uri = "DATABASE_URL=postgres://u@uri/b";
    private const string Part = "DB_HOST=part";

    [Theory]
    [InlineData("settled", Settled, Uri, Part)]
    [InlineData("settled", Settled, Part)]
    [InlineData("uri", Uri, Part)]
    [InlineData("uri", Uri)]
    [InlineData("part", Part)]
    [InlineData("uri", "ConnectionStrings:posdb=", Uri)]
    public void The_connection_string_wins_over_the_uri_and_that_over_the_parts(string host, params string[] settings)
        => Assert.Equal(host, ProbeHost.Part(Database(settings), "Host"));

    [Fact]
    public void Without_any_setting_there_is_no_database() => Assert.Null(Database());

    [Theory]
    [InlineData("postgres://user:p%40ss%2Fw%25@db.example:6543/pos_system", "Host=db.example;Port=6543;Username=user;Password=p@ss/w%;Database=pos_system")]
    [InlineData("postgresql://user:p@ss@db/posdb", "Host=db;Port=5432;Username=user;Password=p@ss;Database=posdb")]
    [InlineData("postgres://db/posdb?sslmode=verify-full&application_name=till%201&connect_timeout=7", "Host=db;Port=5432;Database=posdb;SSL Mode=VerifyFull;Application Name=till 1;Timeout=7")]
    [InlineData("postgres://u@[2001:db8::1]:5433/x", "Host=2001:db8::1;Port=5433;Username=u;Database=x")]
    [InlineData("postgres://u@one:1,two:2/x?target_session_attrs=read-write", "Host=one:1,two:2;Port=5432;Username=u;Database=x;Target Session Attributes=read-write")]
    [InlineData("postgresql:///x?host=/var/run/postgresql", "Host=/var/run/postgresql;Database=x")]
    public void A_database_uri_becomes_what_the_driver_reads(string uri, string expected)
    {
        var builder = new Npgsql.NpgsqlConnectionStringBuilder(Database("DATABASE_URL=" + uri));
        var wanted = new Npgsql.NpgsqlConnectionStringBuilder(expected) { MaxPoolSize = 25, ConnectionLifetime = 3600, MinPoolSize = 0 };
        Assert.True(wanted.EquivalentTo(builder), builder.ConnectionString);
    }

    [Fact]
    public void The_parts_have_the_runbooks_defaults_and_keep_blanks_in_the_password()
    {
        string? database = Database("DB_HOST=postgres", "DB_PASSWORD= x;y ");
        Assert.Equal(("postgres", "pos_system", "postgres", " x;y "), (ProbeHost.Part(database, "Host"), ProbeHost.Part(database, "Database"), ProbeHost.Part(database, "Username"), ProbeHost.Part(database, "Password")));
    }

    [Theory]
    [InlineData("25", "3600")]
    [InlineData("8", "3600", "DATABASE_POOL_MAX=8", "DB_MAX_OPEN_CONNS=30")]
    [InlineData("30", "900", "DB_MAX_OPEN_CONNS=30", "DB_CONN_MAX_LIFETIME=15m")]
    [InlineData("7", "3600", "ConnectionStrings:posdb=Host=h;Maximum Pool Size=7")]
    public void The_pool_settings_go_into_the_string(string max, string lifetime, params string[] settings)
    {
        string? database = Database(["DATABASE_URL=postgres://h/x", .. settings]);
        Assert.Equal((max, lifetime), (ProbeHost.Part(database, "Maximum Pool Size"), ProbeHost.Part(database, "Connection Lifetime")));
    }

    [Theory]
    [InlineData("redis://cache", "cache:6379,abortConnect=false")]
    [InlineData("redis://:p%40ss@cache:6380/3", "cache:6380,password=p@ss,defaultDatabase=3,abortConnect=false")]
    [InlineData("rediss://default:pw@cache", "cache:6379,password=pw,ssl=true,abortConnect=false")]
    [InlineData("rediss://till:pw@[::1]:1", "[::1]:1,user=till,password=pw,ssl=true,abortConnect=false")]
    [InlineData("cache:6379,password=x", "cache:6379,password=x")]
    public void A_cache_uri_becomes_what_the_client_reads(string uri, string expected)
    {
        Assert.Equal(expected, Settle("REDIS_URL=" + uri).Configuration["ConnectionStrings:cache"]);
        Assert.Equal("other:1", Settle("REDIS_URL=" + uri, "ConnectionStrings:cache=other:1").Configuration["ConnectionStrings:cache"]);
    }

    [Theory]
    [InlineData("DATABASE_URL", "postgres://u:geheim@db:99999/x")]
    [InlineData("DATABASE_URL", "mysql://u:geheim@db/x")]
    [InlineData("DATABASE_URL", "postgres://u:geheim%zz@db/x")]
    [InlineData("DATABASE_URL", "postgres://u:geheim@db/x?colour=geheim")]
    [InlineData("DATABASE_URL", "postgres://u:geheim@/x")]
    [InlineData("DATABASE_URL", "geheim")]
    [InlineData("REDIS_URL", "redis://:geheim,x@cache")]
    [InlineData("REDIS_URL", "http://:geheim@cache")]
    [InlineData("DATABASE_POOL_MAX", "0")]
    [InlineData("DB_CONN_MAX_LIFETIME", "1 day")]
    [InlineData("LOG_LEVEL", "loud")]
    [InlineData("ENVIRONMENT", "prod")]
    [InlineData("SHUTDOWN_DELAY", "-1s")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    public void A_bad_value_is_a_sentence_that_names_the_setting_and_hides_the_password(string setting, string value)
    {
        string[] database = setting == "DATABASE_URL" ? [] : ["DB_HOST=h"];
        var error = Assert.Throws<SettingException>(() => Settle([$"{setting}={value}", .. database]));
        Assert.StartsWith(setting, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "ENVIRONMENT=production")]
    [InlineData("Staging", "ENVIRONMENT=Staging")]
    [InlineData("Development")]
    public async Task The_environment_is_the_runbooks(string expected, params string[] settings)
    {
        await using RunningProbe probe = await RunningProbe.StartAsync([.. settings.Select(setting => "--" + setting)]);
        Assert.Equal(expected, await probe.Client.GetStringAsync("/environment"));
    }

    private static string? Database(params string[] settings) => Settle(settings).Configuration["ConnectionStrings:posdb"];

    private static WebApplicationBuilder Settle(params string[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder([.. settings.Select(setting => "--" + setting)]);
        builder.AddServiceDefaults("probe");
        return builder;
    }
}
