using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the page and the command line ask for: the resources, their logs, and start, stop and restart.</summary>
internal sealed class DashboardApi(IServiceProvider services, string applicationName, CancellationToken stopping)
{
    /// <summary>Log batches that wait for a slow reader of all logs; past that the resources' own limits drop the oldest lines.</summary>
    private const int MaxWaitingBatches = 256;

    private readonly ResourceNotificationService _notifications = services.GetRequiredService<ResourceNotificationService>();
    private readonly ResourceLoggerService _logs = services.GetRequiredService<ResourceLoggerService>();

    public void Map(WebApplication app)
    {
        app.MapGet("/api/resources", context => context.Response.WriteAsJsonAsync(
            new { application = applicationName, resources = Resources().Select(Describe) }, context.RequestAborted));
        app.MapGet("/api/resources/{name}/logs", (HttpContext context, string name) =>
            FindAsync(context, name, found => WriteLogsAsync(context, [found.ResourceId], prefix: false)));
        app.MapGet("/api/logs", context => WriteLogsAsync(context, [.. Resources().Select(resource => resource.ResourceId)], prefix: true));
        app.MapPost("/api/resources/{name}/{command}", (HttpContext context, string name, string command) =>
            FindAsync(context, name, found => ExecuteAsync(context, found, command)));
    }

    /// <summary>In the order of the graph, each replica by itself.</summary>
    private IEnumerable<ResourceEvent> Resources()
    {
        foreach (var id in services.GetRequiredService<DistributedApplicationModel>().Resources.SelectMany(resource => resource.GetInstanceIds()))
        {
            if (_notifications.TryGetCurrentState(id, out var resource))
            {
                yield return resource;
            }
        }
    }

    private static object Describe(ResourceEvent resource)
    {
        var snapshot = resource.Snapshot;
        return new
        {
            name = resource.ResourceId,
            type = snapshot.ResourceType,
            state = snapshot.State?.Text,
            health = snapshot.HealthStatus?.ToString(),
            urls = snapshot.Urls.Select(url => new { name = url.Name, url = url.Url }),
            pid = Property(snapshot, "executable.pid"),
            startedAt = snapshot.StartTimeStamp,
            restarts = Property(snapshot, "restarts") ?? 0,
            exitCode = snapshot.ExitCode,
            problem = snapshot.HealthReports.FirstOrDefault(report => report.ExceptionText is not null || report.Description is not null)?.Description,
        };
    }

    private static object? Property(CustomResourceSnapshot snapshot, string name)
        => snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    private async Task FindAsync(HttpContext context, string name, Func<ResourceEvent, Task> then)
    {
        if (Resources().FirstOrDefault(resource => resource.ResourceId.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            await then(found).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await context.Response.WriteAsync($"There is no resource '{name}'.\n", context.RequestAborted).ConfigureAwait(false);
    }

    private async Task ExecuteAsync(HttpContext context, ResourceEvent resource, string command)
    {
        if (command is not ("start" or "stop" or "restart"))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Not the request's token: a visitor who leaves in the middle of a restart must not leave the resource stopped.
        var result = await services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource.ResourceId, command, stopping).ConfigureAwait(false);
        context.Response.StatusCode = result.Success ? StatusCodes.Status202Accepted : StatusCodes.Status409Conflict;
        await context.Response.WriteAsync(result.Message is { } message ? message + "\n" : "", context.RequestAborted).ConfigureAwait(false);
    }

    private async Task WriteLogsAsync(HttpContext context, IReadOnlyList<string> ids, bool prefix)
    {
        var follow = context.Request.Query["follow"] == "true";
        var events = context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal);
        context.Response.ContentType = events ? "text/event-stream" : "text/plain; charset=utf-8";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await context.Response.StartAsync(ending.Token).ConfigureAwait(false);
            var seen = int.TryParse(context.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last) ? last : 0;
            await foreach (var (id, lines) in ReadAsync(ids, follow, ending.Token).ConfigureAwait(false))
            {
                foreach (var line in lines.Where(line => line.LineNumber > seen))
                {
                    var text = prefix ? $"{id} | {line.Content}" : line.Content;
                    await context.Response.WriteAsync(events ? Event(line, text) : text + "\n", ending.Token).ConfigureAwait(false);
                }

                await context.Response.Body.FlushAsync(ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader left, or the application stops: both end a log that is being followed.
        }
    }

    private static string Event(LogLine line, string text)
        => string.Create(CultureInfo.InvariantCulture, $"id: {line.LineNumber}\ndata: {JsonSerializer.Serialize(new { text, error = line.IsErrorMessage })}\n\n");

    private IAsyncEnumerable<(string Id, IReadOnlyList<LogLine> Lines)> ReadAsync(IReadOnlyList<string> ids, bool follow, CancellationToken ct)
    {
        var channel = Channel.CreateBounded<(string, IReadOnlyList<LogLine>)>(MaxWaitingBatches);
        _ = CompleteAsync();
        return channel.Reader.ReadAllAsync(ct);

        async Task CompleteAsync()
        {
            var all = Task.WhenAll(ids.Select(CopyAsync));
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            channel.Writer.Complete(all.Exception);
        }

        async Task CopyAsync(string id)
        {
            await foreach (var lines in (follow ? _logs.WatchAsync(id) : _logs.GetAllAsync(id)).WithCancellation(ct).ConfigureAwait(false))
            {
                await channel.Writer.WriteAsync((id, lines), ct).ConfigureAwait(false);
            }
        }
    }
}
