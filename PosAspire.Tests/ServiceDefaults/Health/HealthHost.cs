using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PosAspire.ServiceDefaults;
using PosAspire.ServiceDefaults.Database;
using PosAspire.ServiceDefaults.Redis;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Health;

/// <summary>A host as Api is one: Kestrel on two ports, the shop's database and Redis.</summary>
internal sealed class HealthHost : IAsyncDisposable
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(20) };

    private readonly string _logs;

    private HealthHost(WebApplication app, int retail, int restaurant, string logs) =>
        (App, RetailPort, RestaurantPort, _logs) = (app, retail, restaurant, logs);

    public WebApplication App { get; }

    public int RetailPort { get; }

    public int RestaurantPort { get; }

    public DatabasePool Pool => App.Services.GetRequiredService<DatabasePool>();

    /// <summary>Starts the host; without an address the part is not added.</summary>
    public static async Task<HealthHost> StartAsync(string? database, string? redis, Action<IServiceCollection>? configure = null, string shutdownDelay = "0")
    {
        var host = Build(database, redis, configure, shutdownDelay);
        await host.App.StartAsync();
        return host;
    }

    public static HealthHost Build(string? database, string? redis, Action<IServiceCollection>? configure = null, string shutdownDelay = "0")
    {
        var (retail, restaurant, logs) = (ServerProcess.FreePort(), ServerProcess.FreePort(), ServerProcess.NewFolder("logs"));
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ENVIRONMENT"] = "production";
        builder.Configuration["LOG_DIRECTORY"] = logs;
        builder.Configuration["LISTENER_RETAIL_PORT"] = $"{retail}";
        builder.Configuration["LISTENER_RESTAURANT_PORT"] = $"{restaurant}";
        builder.Configuration["ConnectionStrings:posdb"] = database;
        builder.Configuration["ConnectionStrings:cache"] = redis;
        builder.Configuration["SHUTDOWN_DELAY"] = shutdownDelay;
        builder.WebHost.UseUrls($"http://127.0.0.1:{retail}", $"http://127.0.0.1:{restaurant}");
        builder.AddServiceDefaults("liquor-pos-backend");
        if (database is not null)
            builder.AddPosDatabase<ShopContext>();
        if (redis is not null)
            builder.AddPosCache();
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseServiceDefaults();
        return new HealthHost(app, retail, restaurant, logs);
    }

    public async Task<HealthAnswer> GetAsync(string path, bool restaurant = false, string method = "GET")
    {
        var clock = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://127.0.0.1:{(restaurant ? RestaurantPort : RetailPort)}{path}");
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new HealthAnswer(
            (int)response.StatusCode,
            text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject(),
            text,
            clock.Elapsed,
            response.Headers.CacheControl?.NoStore ?? false,
            response.Headers.Contains("X-Request-ID"));
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(_logs, recursive: true);
    }

    private sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options);
}

/// <summary>What a probe got, and how long it waited.</summary>
internal sealed record HealthAnswer(int Status, JsonObject? Body, string Text, TimeSpan Took, bool NoStore, bool HasRequestId)
{
    /// <summary>The text at a path such as <c>checks.database.status</c>; null when there is none.</summary>
    public string? At(string path)
    {
        JsonNode? node = Body;
        foreach (var key in path.Split('.'))
            node = (node as JsonObject)?[key];
        return node?.ToString();
    }
}
