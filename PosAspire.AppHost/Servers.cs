using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PosAspire.AppHost;

/// <summary>The two servers, and the machine they run on unless they are containers or somebody else's.</summary>
internal sealed record PosServers(
    IResourceBuilder<IResourceWithConnectionString> Posdb, IResourceBuilder<IResourceWithConnectionString> Cache, NativeMachine? Machine)
{
    public void Deconstruct(out IResourceBuilder<IResourceWithConnectionString> posdb, out IResourceBuilder<IResourceWithConnectionString> cache) =>
        (posdb, cache) = (Posdb, Cache);
}

/// <summary>
/// PostgreSQL and the cache in either shape behind the same two names. An existing <c>ConnectionStrings:posdb</c> or
/// <c>ConnectionStrings:cache</c> wins over both shapes when running.
/// </summary>
internal static class Servers
{
    private const string PostgresPassword = "postgres-password";
    private const string CachePassword = "cache-password";

    public static PosServers AddServers(this IDistributedApplicationBuilder builder, PosSettings settings)
    {
        var ownPosdb = IsGiven(builder, "posdb");
        var ownCache = IsGiven(builder, "cache");
        var machine = settings.Shape == ServerShape.Native ? NativeMachine.Prepare(builder, needsPostgres: !ownPosdb) : null;
        return new PosServers(
            ownPosdb ? builder.AddConnectionString("posdb")
                : machine is null ? ContainerPostgres(builder, settings) : NativePostgres(builder, settings, machine),
            ownCache ? builder.AddConnectionString("cache")
                : machine is null ? ContainerCache(builder, settings) : NativeCache(builder, settings, machine),
            machine);
    }

    private static bool IsGiven(IDistributedApplicationBuilder builder, string name) =>
        builder.ExecutionContext.IsRunMode && !string.IsNullOrEmpty(builder.Configuration.GetConnectionString(name));

    private static IResourceBuilder<IResourceWithConnectionString> ContainerPostgres(IDistributedApplicationBuilder builder, PosSettings settings) =>
        builder.AddPostgres("postgres", port: PublicPort(builder, settings, 5432))
            .WithDataVolume("pos-pgdata")
            .WithArgs("-c", "shared_preload_libraries=pg_stat_statements")
            .AddDatabase("posdb");

    private static IResourceBuilder<IResourceWithConnectionString> ContainerCache(IDistributedApplicationBuilder builder, PosSettings settings) =>
        builder.AddRedis("cache", port: PublicPort(builder, settings, 6379));

    private static IResourceBuilder<IResourceWithConnectionString> NativePostgres(
        IDistributedApplicationBuilder builder, PosSettings settings, NativeMachine machine)
    {
        var password = builder.AddParameter(PostgresPassword, secret: true);
        var port = settings.Port(5432);
        var init = machine.AddServer(builder, "postgres-init", "postgres-init").WithEnvironment("POSTGRES_PASSWORD", password);
        var postgres = machine.AddServer(builder, "postgres", "postgres", $"{port}")
            .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithHealthCheck("postgres_check")
            .WaitForCompletion(init);
        var tcp = postgres.GetEndpoint("tcp");
        var posdb = builder.AddConnectionString("posdb", ReferenceExpression.Create(
            $"Host={tcp.Property(EndpointProperty.IPV4Host)};Port={tcp.Property(EndpointProperty.Port)};Username=postgres;Password={password};Database=posdb"))
            .WaitFor(postgres);
        builder.Services.AddHealthChecks().AddAsyncCheck("postgres_check", cancel => ServerProbes.PostgresAsync(posdb.Resource, cancel));
        return posdb;
    }

    private static IResourceBuilder<IResourceWithConnectionString> NativeCache(
        IDistributedApplicationBuilder builder, PosSettings settings, NativeMachine machine)
    {
        var password = builder.AddParameter(CachePassword, secret: true);
        var port = settings.Port(6379);
        var server = machine.AddServer(builder, "cache", "cache", $"{port}")
            .WithEnvironment("CACHE_PASSWORD", password)
            .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithHealthCheck("cache_check");
        var tcp = server.GetEndpoint("tcp");
        var cache = builder.AddConnectionString("cache-connection", ReferenceExpression.Create(
            $"{tcp.Property(EndpointProperty.IPV4Host)}:{tcp.Property(EndpointProperty.Port)},password={password}"))
            .WaitForStart(server);
        builder.Services.AddHealthChecks().AddAsyncCheck("cache_check", cancel => ServerProbes.CacheAsync(cache.Resource, cancel));
        return cache;
    }

    /// <summary>A published graph fixes no host port: whoever deploys it chooses.</summary>
    private static int? PublicPort(IDistributedApplicationBuilder builder, PosSettings settings, int runbookPort) =>
        builder.ExecutionContext.IsRunMode ? settings.Port(runbookPort) : null;
}
