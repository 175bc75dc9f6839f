using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Stops every resource after those that wait for it, so that nobody loses what it uses while it still works.</summary>
internal sealed class StopOrder(IResourceCollection resources)
{
    private readonly Dictionary<IResource, IResource[]> _dependencies = resources.ToDictionary(r => r, r => r.Annotations.OfType<WaitAnnotation>()
        .Select(w => w.Resource).Concat(r is IResourceWithParent child ? [child.Parent] : []).Distinct().ToArray());

    private readonly Dictionary<IResource, Task> _stopped = [];

    /// <param name="stop">Stops a resource; it is told how many resources in a row come after it.</param>
    public Task RunAsync(Func<IResource, int, Task> stop) => Task.WhenAll(_dependencies.Keys.ToArray().Select(r => StopAsync(r, stop, [])));

    private Task StopAsync(IResource resource, Func<IResource, int, Task> stop, HashSet<IResource> above)
    {
        if (_stopped.TryGetValue(resource, out var stopped))
        {
            return stopped;
        }
        // A circle of waits never started; it must not keep the application from stopping.
        var dependants = above.Add(resource) ? _dependencies.Where(d => d.Value.Contains(resource) && !above.Contains(d.Key)).Select(d => d.Key).ToArray() : [];
        return _stopped[resource] = StopAfterAsync(Task.WhenAll(dependants.Select(d => StopAsync(d, stop, [.. above]))), () => stop(resource, Depth(resource, [])));
    }

    private static async Task StopAfterAsync(Task dependants, Func<Task> stop)
    {
        await dependants.ConfigureAwait(false);
        await stop().ConfigureAwait(false);
    }

    private int Depth(IResource resource, HashSet<IResource> seen) => !seen.Add(resource) || _dependencies[resource].Length == 0 ? 0
        : 1 + _dependencies[resource].Max(d => _dependencies.ContainsKey(d) ? Depth(d, [.. seen]) : 0);
}
