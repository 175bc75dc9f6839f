using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>A page and an API, on loopback and behind a token, that show the resources and their logs and start or stop them.</summary>
internal static class DashboardHost
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

    /// <summary>Serves the dashboard until the result is disposed.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="url">Where: http, a loopback host, a port.</param>
    /// <param name="token">What a visitor must show: once as <c>/login?t=…</c>, or as a bearer token.</param>
    /// <exception cref="InvalidOperationException">It cannot be served there; the message is a sentence that says why.</exception>
    public static async Task<IAsyncDisposable> StartAsync(IServiceProvider services, Uri url, string token, string applicationName, CancellationToken ct)
    {
        if (!url.IsLoopback || url.Scheme != Uri.UriSchemeHttp)
        {
            throw new InvalidOperationException($"The dashboard cannot be served at '{url}': it can stop every process, so it listens on loopback only, with http, for example http://localhost:18888.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Dashboard" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(url.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(services.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton<IHostLifetime, LifeOfTheApplication>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTime);
        var app = builder.Build();
        app.Use(new DashboardDoor(token, url.Port).EnterAsync);
        new DashboardApi(services, applicationName, app.Lifetime.ApplicationStopping).Map(app);
        Serve(app, "/", "text/html");
        Serve(app, "/dashboard.css", "text/css");
        Serve(app, "/dashboard.js", "text/javascript");
        Serve(app, "/icon.svg", "image/svg+xml");
        try
        {
            await app.StartAsync(ct).ConfigureAwait(false);
            return new Served(app);
        }
        catch (IOException exception)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new InvalidOperationException($"The dashboard cannot be served at '{url}': {exception.Message}", exception);
        }
    }

    /// <summary>The text of a file that is embedded in this assembly.</summary>
    internal static string Read(string file)
    {
        using var stream = typeof(DashboardHost).Assembly.GetManifestResourceStream(file)!;
        return new StreamReader(stream).ReadToEnd();
    }

    private static void Serve(WebApplication app, string path, string type)
    {
        var text = Read(path == "/" ? "dashboard.html" : path[1..]);
        app.MapGet(path, context =>
        {
            context.Response.ContentType = type + "; charset=utf-8";
            return context.Response.WriteAsync(text, context.RequestAborted);
        });
    }

    /// <summary>Ctrl+C belongs to the application; the dashboard ends when the application ends it.</summary>
    private sealed class LifeOfTheApplication : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Served(WebApplication app) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await app.StopAsync().ConfigureAwait(false);
            await app.DisposeAsync().ConfigureAwait(false);
        }
    }
}
