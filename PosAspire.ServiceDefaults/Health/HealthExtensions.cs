using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PosAspire.ServiceDefaults.Database;
using PosAspire.ServiceDefaults.Errors;
using PosAspire.ServiceDefaults.Redis;
using PosAspire.ServiceDefaults.Shutdown;

namespace PosAspire.ServiceDefaults.Health;

/// <summary>The health endpoints of every host: anonymous, never cached, GET and HEAD, 200 or 503 within the runbook's limits.</summary>
public static class HealthExtensions
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds what the endpoints need. Which parts a body has follows from AddPosDatabase and AddPosCache.</summary>
    internal static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new HealthReport(services.GetRequiredService<IHostEnvironment>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services => new HealthWordsChoice(services.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton(services => new HealthChecks(
            services.GetService<DatabaseProbe>(),
            services.GetService<DatabasePool>(),
            services.GetService<RedisStatus>(),
            services.GetService<IBackupStatus>(),
            services.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Maps the endpoints of the parts that this host has.</summary>
    internal static void MapHealth(this WebApplication app)
    {
        var checks = app.Services.GetRequiredService<HealthChecks>();
        Map(app, "/health", HealthLimits.Overall, checks.AllAsync);
        Map(app, "/api/health", HealthLimits.Overall, checks.AllAsync, restaurantPath: true);
        Map(app, "/api/v1/health", HealthLimits.Overall, checks.AllAsync, restaurantPath: true);
        Map(app, "/health/ready", HealthLimits.Ready, checks.AllAsync);
        Map(app, "/health/live", HealthLimits.Live, static _ => Task.FromResult<IReadOnlyList<Indicator>>([]), ofPhase: false);
        if (checks.HasDatabase)
            Map(app, "/health/db", HealthLimits.Database, checks.DatabaseOnlyAsync, ofPhase: false);
        if (checks.HasRedis)
            Map(app, "/health/redis", HealthLimits.Redis, checks.RedisAsync, ofPhase: false);
        if (checks.HasBackup)
            Map(app, "/health/backup", HealthLimits.Backup, checks.BackupOnlyAsync, ofPhase: false);
    }

    /// <param name="routes">Where to map.</param>
    /// <param name="path">The endpoint's path.</param>
    /// <param name="limit">How long its caller waits.</param>
    /// <param name="check">Finds the parts of its body within a time limit.</param>
    /// <param name="restaurantPath">The restaurant's words, whichever listener was asked.</param>
    /// <param name="ofPhase">A host that starts or stops answers 503 at once.</param>
    private static void Map(
        IEndpointRouteBuilder routes,
        string path,
        TimeSpan limit,
        Func<TimeSpan, Task<IReadOnlyList<Indicator>>> check,
        bool restaurantPath = false,
        bool ofPhase = true)
    {
        var choice = routes.ServiceProvider.GetRequiredService<HealthWordsChoice>();
        var report = routes.ServiceProvider.GetRequiredService<HealthReport>();
        var gate = routes.ServiceProvider.GetRequiredService<ReadinessGate>();
        routes.MapMethods(path, Methods, async context =>
        {
            if (choice.For(context, restaurantPath) is not { } words)
            {
                await ProblemWriter.WriteAsync(context, new Problem(
                    StatusCodes.Status400BadRequest, "health.unknown_format", "Unknown format", "The format of a health answer is liquor or restaurant; leave it out for the listener's own.")).ConfigureAwait(false);
                return;
            }

            var phase = ofPhase ? gate.Phase : HostPhase.Running;
            var parts = phase == HostPhase.Running ? await check(HealthLimits.Within(limit)).ConfigureAwait(false) : [];
            await AnswerAsync(context, report.Body(words, phase, parts)).ConfigureAwait(false);
        }).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
    }

    private static Task AnswerAsync(HttpContext context, JsonObject body)
    {
        var well = ((JsonObject)body["error"]!).Count == 0;
        context.Response.StatusCode = well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
