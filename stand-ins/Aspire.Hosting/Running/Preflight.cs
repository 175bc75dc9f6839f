using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Running;

/// <summary>Finds what would keep the application from starting, before anything is started.</summary>
internal static class Preflight
{
    /// <exception cref="DistributedApplicationException">Every problem, a sentence each.</exception>
    public static void Check(
        IResourceCollection resources, IReadOnlyCollection<Endpoints> endpoints, bool randomizePorts, Uri? dashboard, IServiceProvider services)
    {
        List<string> problems = [.. Containers(resources), .. HealthChecks(resources, services)];
        foreach (var resource in endpoints)
        {
            resource.Validate();
            problems.AddRange(resource.TakenPorts(randomizePorts));
        }
        problems.AddRange(SharedPorts(resources, randomizePorts));
        if (dashboard is { Port: > 0 } && !Endpoints.IsFree(dashboard.Port))
        {
            problems.Add($"Port {dashboard.Port}, which the dashboard needs (ASPNETCORE_URLS), is taken by another program.");
        }
        if (problems.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, [.. problems, "Nothing was started."]));
        }
    }

    private static IEnumerable<string> Containers(IResourceCollection resources) =>
        from resource in resources
        from dependency in resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource).Distinct()
        where dependency is ContainerResource
        select $"Resource '{resource.Name}' waits for '{dependency.Name}', which needs a container engine: this runner starts executables and projects only.";

    private static IEnumerable<string> HealthChecks(IResourceCollection resources, IServiceProvider services)
    {
        var registered = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(r => r.Name).ToHashSet();
        return from resource in resources
               from check in resource.Annotations.OfType<HealthCheckAnnotation>()
               where !registered.Contains(check.Key)
               select $"The health check '{check.Key}' is not registered and is required for resource '{resource.Name}'.";
    }

    private static IEnumerable<string> SharedPorts(IResourceCollection resources, bool randomizePorts) =>
        from resource in resources
        from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
        where endpoint.Port is > 0 && !(randomizePorts && endpoint.IsProxied)
        group resource.Name by endpoint.Port into port
        where port.Count() > 1
        select $"Port {port.Key} is declared more than once: {string.Join(", ", port)}.";
}
