using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.ServiceDefaults.Correlation;
using PosAspire.ServiceDefaults.Errors;
using PosAspire.ServiceDefaults.Health;
using PosAspire.ServiceDefaults.Logging;
using PosAspire.ServiceDefaults.Shutdown;
using PosAspire.ServiceDefaults.Telemetry;

namespace PosAspire.ServiceDefaults;

/// <summary>What is the same in every host, in two calls: one on the builder, one on the application.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds configuration precedence, logging, telemetry, health, resilience and graceful shutdown.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="serviceName">The name in logs and traces, for example <c>liquor-pos-backend</c>.</param>
    /// <exception cref="SettingException">A setting is wrong; unhandled, it ends the process with its sentence and exit code 1.</exception>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string serviceName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(serviceName);
        StartFailure.Install();
        builder.Services.TryAddSingleton(TimeProvider.System);
        HostEnvironment.Apply(builder);
        ConnectionStrings.Settle(builder.Configuration);
        LogPipeline.Add(builder, serviceName);
        PosTelemetry.Add(builder, serviceName);
        GracefulShutdown.Add(builder);
        builder.Services.AddTransient<CorrelationHandler>();
        builder.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler<CorrelationHandler>());
        builder.Services.AddPosProblemDetails();
        builder.AddHealth();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Adds correlation, the request log and error bodies to the pipeline, and maps the health endpoints.</summary>
    /// <param name="app">The application.</param>
    /// <param name="problemDetails">False for a host that shows error pages of its own.</param>
    public static WebApplication UseServiceDefaults(this WebApplication app, bool problemDetails = true)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(CorrelationMiddleware.Invoke);
        app.UseMiddleware<RequestLog>();
        if (problemDetails)
        {
            app.UsePosProblemDetails();
        }

        app.MapHealth();
        return app;
    }
}
