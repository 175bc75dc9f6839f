using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Shared.Live;

/// <summary>
/// What changes in a shop, as server-sent events (HTML Standard, 9.2): <c>hello</c> says "look at everything", <c>change</c> says at what.
/// It ends with the token or the sign-in it was opened with; the caller opens it again.
/// </summary>
internal static class ChangeStream
{
    /// <summary>A comment line this often tells a silent shop from a dead connection.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    public static async Task<Results<EventStream, PosProblem>> HandleAsync(
        string code, Actor actor, CatalogSnapshot catalog, Changes changes, SignedIn signedIn, IHostApplicationLifetime life, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (!view.Shops.ContainsKey(code))
            return SalesErrors.UnknownLocation(code).AsProblem();
        if (!actor.May(Policies.Staff, code))
            return IdentityErrors.OtherLocation(code).AsProblem();
        return changes.Listen(code) is { } listener ? new EventStream(listener, signedIn, life.ApplicationStopping) : SharedErrors.TooManyListeners.AsProblem();
    }
}

/// <summary>An answer that goes on until the listener leaves.</summary>
internal sealed class EventStream(ChangeListener listener, SignedIn signedIn, CancellationToken stopping) : IResult
{
    private const string Hello = "event: hello\ndata: {}\n\n";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (listener)
        using (var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping))
        {
            var response = httpContext.Response;
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-store";
            // A proxy that collects an answer before it passes it on would hold the events back.
            response.Headers["X-Accel-Buffering"] = "no";
            try
            {
                await WriteAsync(response, Hello, ends.Token);
                while (await signedIn.IsStillAsync(httpContext, ends.Token))
                    await WriteAsync(response, await listener.WaitAsync(ChangeStream.Heartbeat, ends.Token) ? Told() : ":\n\n", ends.Token);
            }
            catch (OperationCanceledException) when (ends.IsCancellationRequested)
            {
                // The screen has left, or the process is going: both end a stream like this.
            }
        }
    }

    private string Told()
    {
        if (listener.TakeMissed())
            return Hello;
        if (!listener.TryTake(out var change))
            return ":\n\n";
        var data = JsonSerializer.Serialize(new { what = change!.What, id = change.Id, version = change.Version }, JsonSerializerOptions.Web);
        return $"event: change\ndata: {data}\n\n";
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellation)
    {
        await response.WriteAsync(text, cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
