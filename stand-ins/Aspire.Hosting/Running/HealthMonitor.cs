using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>Asks the health checks of a resource while it runs: often until it is healthy, now and then afterwards.</summary>
internal sealed class HealthMonitor(IResource resource, HealthCheckService checks, ResourceNotificationService notifications, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestUnhealthyInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Asks again soon: an instance has started or ended.</summary>
    public void Wake() => _wake.Release();

    public async Task RunAsync(Func<bool> isRunning, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(c => c.Key).ToHashSet();
        var interval = FirstInterval;
        while (!cancellationToken.IsCancellationRequested)
        {
            if (isRunning())
            {
                var report = await checks.CheckHealthAsync(r => keys.Contains(r.Name), cancellationToken).ConfigureAwait(false);
                await PublishAsync(report).ConfigureAwait(false);
                interval = report.Status == HealthStatus.Healthy ? HealthyInterval
                    : interval >= HealthyInterval ? FirstInterval
                    : TimeSpan.FromTicks(Math.Min(interval.Ticks * 2, LongestUnhealthyInterval.Ticks));
            }
            if (await _wake.WaitAsync(isRunning() ? interval : Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
            {
                interval = FirstInterval;
            }
        }
    }

    public void Dispose() => _wake.Dispose();

    private async Task PublishAsync(HealthReport report)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var id in resource.GetInstanceIds())
        {
            await notifications.PublishUpdateAsync(resource, id, s => s with
            {
                HealthReports = [.. report.Entries.Select(e => new HealthReportSnapshot(
                    e.Key, e.Value.Status, e.Value.Description, e.Value.Exception?.ToString()) { LastRunAt = now })],
            }).ConfigureAwait(false);
        }
    }
}
