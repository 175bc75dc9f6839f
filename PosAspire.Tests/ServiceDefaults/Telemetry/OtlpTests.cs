using PosAspire.Tests.ServiceDefaults.Probe;

namespace PosAspire.Tests.ServiceDefaults.Telemetry;

public class OtlpTests
{
    [Fact]
    public async Task Spans_and_metrics_of_requests_and_calls_arrive_at_the_collector()
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        await using (RunningProbe probe = await RunningProbe.StartAsync(Settings(collector)))
        {
            await probe.Client.GetAsync("/count?limit=1&password=canary");
            await probe.Client.GetAsync("/call?url=" + Uri.EscapeDataString(probe.Address + "/phase"));
            await probe.Client.GetAsync("/fail?text=x");
            await probe.Client.GetAsync("/health/live");
        }

        Assert.Superset(new HashSet<string> { "GET /count", "GET /call", "GET /phase", "GET /fail", "GET" }, collector.SpanNames.ToHashSet());
        Assert.DoesNotContain(collector.SpanNames, name => name.Contains("health", StringComparison.Ordinal));
        Assert.DoesNotContain("url.path=/health/live", collector.SpanAttributes);
        Assert.Contains("http.route=/count", collector.SpanAttributes);
        Assert.Contains("error.type=System.InvalidOperationException", collector.SpanAttributes);
        Assert.Contains(collector.SpanAttributes, tag => tag.StartsWith("correlation.id=", StringComparison.Ordinal));
        Assert.Contains("service.name=liquor-pos-backend", collector.ResourceAttributes);
        Assert.Contains("deployment.environment.name=development", collector.ResourceAttributes);
        Assert.Contains("http.server.request.duration", collector.MetricNames);
        Assert.Contains("http.client.request.duration", collector.MetricNames);
    }

    [Fact]
    public async Task The_name_that_the_graph_gave_stays()
    {
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        await using (RunningProbe probe = await RunningProbe.StartAsync([.. Settings(collector), "--OTEL_SERVICE_NAME=api"]))
        {
            await probe.Client.GetAsync("/phase");
        }

        Assert.Contains("service.name=api", collector.ResourceAttributes);
    }

    private static string[] Settings(OtlpReceiver collector)
        => [$"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"];
}
