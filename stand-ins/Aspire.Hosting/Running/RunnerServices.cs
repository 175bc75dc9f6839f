using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>What an instance needs of the runner around it.</summary>
internal sealed class RunnerServices(ResourceNotificationService notifications, ResourceLoggerService logs, TimeProvider time, IResourceCollection resources)
{
    /// <summary>For a stop on request; at the end of the application the runner divides its own time.</summary>
    public TimeSpan StopGrace { get; } = TimeSpan.FromSeconds(10);

    public ResourceNotificationService Notifications => notifications;

    public ResourceLoggerService Logs => logs;

    public TimeProvider Time => time;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Called when an instance of the resource has started or ended.</summary>
    public Action<IResource> InstancesChanged { get; set; } = _ => { };

    /// <summary>Whether somebody waits for its end, so that a failure is an answer and not a mishap.</summary>
    public bool RunsToCompletion(IResource resource) => resources.SelectMany(r => r.Annotations.OfType<WaitAnnotation>())
        .Any(w => w.Resource == resource && w.WaitType == WaitType.WaitForCompletion);
}
