using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosAspire.ServiceDefaults;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.ServiceDefaults.Shutdown;

namespace PosAspire.Tests.ServiceDefaults.Probe;

/// <summary>A host with the service defaults and nothing else, in this process or, through the assembly's entry point, in one of its own.</summary>
internal static class ProbeHost
{
    /// <summary>The first argument that makes the test assembly run this host.</summary>
    public const string Argument = "service-defaults";

    public static async Task RunAsync(string[] settings)
    {
        await using WebApplication app = Build(settings);
        await app.RunAsync();
    }

    /// <param name="settings">Command-line settings: <c>--LOG_LEVEL=DEBUG</c>.</param>
    public static WebApplication Build(string[] settings, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(settings);
        builder.AddServiceDefaults("liquor-pos-backend");
        builder.Services.AddPosOptions<ProbeOptions>("Probe");
        configure?.Invoke(builder);
        WebApplication app = builder.Build();
        app.UseServiceDefaults();
        Map(app);
        return app;
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/order", (ILogger<OrderOrchestrator> log) =>
        {
            log.LogInformation("Order completed successfully: {OrderId} {Total} {Duration}", "order-123", 42.78m, 245);
        });
        app.MapGet("/warn", () => Results.StatusCode(418));
        app.MapGet("/sql", (ILoggerFactory logs) => logs.CreateLogger("Npgsql.Command").LogDebug("SELECT name FROM products WHERE id = $1"));
        app.MapGet("/fail", string (string text) => throw new InvalidOperationException(text, new ArgumentException(text)));
        app.MapGet("/database", string () => throw new InvalidOperationException("EF", new Npgsql.NpgsqlException("gone", new IOException("reset"))));
        app.MapPost("/say", (ProbeLine line, ILogger<OrderOrchestrator> log, HttpContext context) =>
        {
            log.LogWarning("Said {Line} {@Structured} {@Headers}", line.Text, line, context.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        });
        app.MapGet("/slow", async (int ms, CancellationToken gone) => await Task.Delay(ms, gone));
        app.MapGet("/count", (int limit) => limit);
        app.MapGet("/phase", (ReadinessGate gate) => gate.Phase.ToString());
        app.MapGet("/environment", (IHostEnvironment environment) => environment.EnvironmentName);
        app.MapGet("/call", async (string url, IHttpClientFactory clients) => await clients.CreateClient().GetStringAsync(new Uri(url)));
        app.MapGet("/aborts", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("in the middle");
        });
    }

    /// <summary>The value of a key in an Npgsql connection string.</summary>
    public static string? Part(string? connectionString, string key)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return parts.TryGetValue(key, out object? value) ? value.ToString() : null;
    }

    /// <summary>Only its name matters: it is the log's context in the runbook.</summary>
    internal sealed class OrderOrchestrator;
}
