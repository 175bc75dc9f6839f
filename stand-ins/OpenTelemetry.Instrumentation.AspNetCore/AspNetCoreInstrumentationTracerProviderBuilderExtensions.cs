using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace OpenTelemetry.Trace;

/// <summary>Adds the spans of incoming requests.</summary>
public static class AspNetCoreInstrumentationTracerProviderBuilderExtensions
{
    /// <summary>Adds a span for each incoming request that the options' filter lets through.</summary>
    public static TracerProviderBuilder AddAspNetCoreInstrumentation(
        this TracerProviderBuilder builder,
        Action<AspNetCoreTraceInstrumentationOptions>? configureAspNetCoreTraceInstrumentationOptions)
        => builder
            .AddSource("Microsoft.AspNetCore")
            .ConfigureServices(services => services
                .Configure(configureAspNetCoreTraceInstrumentationOptions ?? (_ => { }))
                .AddSingleton<IStartupFilter, RequestTags>());
}
