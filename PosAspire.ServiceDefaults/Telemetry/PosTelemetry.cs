using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
        bool isSent = IsSent(builder.Configuration);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder, serviceName))
            .WithMetrics(metrics => Measure(metrics, isSent));
        // Recording spans that nobody gets costs a sale a tenth of its time.
        if (isSent)
            telemetry.WithTracing(Trace);
    }

    // UseOtlpExporter would also send log lines, and those past the mask; so each signal gets its own exporter.
    private static void Trace(TracerProviderBuilder tracing) => tracing
            .AddAspNetCoreInstrumentation(options => options.Filter = context => !HealthPaths.Match(context.Request.Path))
            .AddSource("System.Net.Http", "Npgsql", OwnPrefix)
            .AddProcessor(new MaskingProcessor())
            .AddOtlpExporter();

    private static void Measure(MeterProviderBuilder metrics, bool isSent)
    {
        metrics
            .AddAspNetCoreInstrumentation()
            .AddMeter("System.Net.Http", "System.Runtime", "Npgsql", "Polly", OwnPrefix)
            .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { Boundaries = s_requestBuckets });
        _ = isSent ? metrics.AddOtlpExporter() : metrics;
    }

    private static bool IsSent(IConfiguration configuration)
    {
        if (configuration.Text(Endpoint) is not { } endpoint)
        {
            return false;
        }

        return Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) && (address.Scheme is "http" or "https")
            ? true
            : throw new SettingException(Endpoint, "must be an address such as http://localhost:4317.");
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
