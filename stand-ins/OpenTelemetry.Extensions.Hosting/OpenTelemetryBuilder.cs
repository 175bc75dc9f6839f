using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OpenTelemetry;

/// <summary>Configures the OpenTelemetry SDK inside a host's services. The SDK package itself does the work.</summary>
public sealed class OpenTelemetryBuilder : IOpenTelemetryBuilder
{
    internal OpenTelemetryBuilder(IServiceCollection services) => Services = services;

    /// <inheritdoc />
    public IServiceCollection Services { get; }

    /// <summary>Adds to the resource that every signal carries.</summary>
    public OpenTelemetryBuilder ConfigureResource(Action<ResourceBuilder> configure)
        => (OpenTelemetryBuilder)OpenTelemetryBuilderSdkExtensions.ConfigureResource(this, configure);

    /// <summary>Adds metrics; calling it again configures the same provider further.</summary>
    public OpenTelemetryBuilder WithMetrics(Action<MeterProviderBuilder> configure)
        => (OpenTelemetryBuilder)OpenTelemetryBuilderSdkExtensions.WithMetrics(this, configure);

    /// <summary>Adds tracing; calling it again configures the same provider further.</summary>
    public OpenTelemetryBuilder WithTracing(Action<TracerProviderBuilder> configure)
        => (OpenTelemetryBuilder)OpenTelemetryBuilderSdkExtensions.WithTracing(this, configure);
}
