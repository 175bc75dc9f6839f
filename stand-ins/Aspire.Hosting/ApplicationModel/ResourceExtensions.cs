using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions to a resource.</summary>
public static class ResourceExtensions
{
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation) where T : IResourceAnnotation =>
        (annotation = resource.Annotations.OfType<T>().LastOrDefault()) is not null;

    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result) where T : IResourceAnnotation =>
        (result = resource.Annotations.OfType<T>().ToArray() is { Length: > 0 } found ? found : null) is not null;

    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().Select(e => new EndpointReference(resource, e.Name));

    public static int GetReplicaCount(this IResource resource) => resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    /// <summary>The environment as it would be: values in run mode, manifest expressions in publish mode.</summary>
    public static async ValueTask<Dictionary<string, string>> GetEnvironmentVariableValuesAsync(
        this IResourceWithEnvironment resource, DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        var context = new DistributedApplicationExecutionContext(applicationOperation);
        var variables = await ResourceConfiguration.GetEnvironmentAsync(resource, context, default).ConfigureAwait(false);
        Dictionary<string, string> values = [];
        foreach (var (name, value) in variables)
        {
            values[name] = await ResourceConfiguration.ResolveAsync(value, context, default).ConfigureAwait(false) ?? "";
        }
        return values;
    }

    /// <summary>The names of the instances that run: the resource's own, or one per replica.</summary>
    internal static string[] GetInstanceIds(this IResource resource) => resource.GetReplicaCount() is > 1 and var count
        ? [.. Enumerable.Range(1, count).Select(n => $"{resource.Name}-{n}")]
        : [resource.Name];
}
