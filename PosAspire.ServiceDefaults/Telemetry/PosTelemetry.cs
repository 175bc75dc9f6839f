using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.ServiceDefaults.Logging;

namespace PosAspire.ServiceDefaults.Telemetry;

/// <summary>Traces and metrics of requests, outgoing calls, the database and the runtime; sent when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
internal static class PosTelemetry
{
    /// <summary>Rooms name their own sources and meters with this prefix and are found by it.</summary>
    public const string OwnPrefix = "PosAspire.*";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Seconds. OpenTelemetry's default goes from 1 to 2.5 to 5; the runbooks alert at 2 and 3.
    private static readonly double[] s_requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2, 2.5, 3, 5, 7.5, 10];

    public static void Add(IHostApplicationBuilder builder, string serviceName)
    {
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder, serviceName))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !HealthPaths.Match(context.Request.Path))
                .AddSource("System.Net.Http", "Npgsql", OwnPrefix)
                .AddProcessor(new MaskingProcessor()))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddMeter("System.Net.Http", "System.Runtime", "Npgsql", "Polly", OwnPrefix)
                .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { Boundaries = s_requestBuckets }));
        if (builder.Configuration.Text(Endpoint) is { } endpoint)
        {
            _ = Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
                ? telemetry.UseOtlpExporter()
                : throw new SettingException(Endpoint, "must be an address such as http://localhost:4317.");
        }
    }

    private static void Describe(ResourceBuilder resource, IHostApplicationBuilder builder, string serviceName)
    {
        // The graph names a process by its resource; it set that name, and the instance, in the environment.
        if (builder.Configuration.Text("OTEL_SERVICE_NAME") is null)
        {
            resource.AddService(serviceName, autoGenerateServiceInstanceId: false);
        }

        resource.AddAttributes(
        [
            new("service.version", Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? ""),
            new("deployment.environment.name", builder.Environment.EnvironmentName.ToLowerInvariant()),
        ]);
    }
}
