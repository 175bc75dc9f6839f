using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.ServiceDefaults.Correlation;
using PosAspire.ServiceDefaults.Logging;

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
        builder.Services.AddTransient<CorrelationHandler>();
        builder.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler<CorrelationHandler>());
        return builder;
    }

    /// <summary>Adds correlation and the request log to the pipeline, and maps the health endpoints.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(CorrelationMiddleware.Invoke);
        app.UseMiddleware<RequestLog>();
        return app;
    }
}
