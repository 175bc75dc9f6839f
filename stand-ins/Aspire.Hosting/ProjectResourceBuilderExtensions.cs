using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects, with the endpoints and the environment of their launch profile.</summary>
public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <summary>With the launch profile of that name; null for none at all.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, options =>
        {
            options.ExcludeLaunchProfile = launchProfileName is null;
            options.LaunchProfileName = launchProfileName;
        });

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new() => builder.AddProject(name, new TProject(), configure);

    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="projectPath">The project file, relative to the AppHost's directory.</param>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, string projectPath, Action<ProjectResourceOptions> configure) =>
        builder.AddProject(name, new ProjectMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)), configure);

    /// <summary>Runs that many processes behind the proxies of the endpoints; not part of the manifest.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
        builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Leaves ASPNETCORE_FORWARDEDHEADERS_ENABLED out of the manifest.</summary>
    public static IResourceBuilder<ProjectResource> DisableForwardedHeaders(this IResourceBuilder<ProjectResource> builder) =>
        builder.WithAnnotation(new DisableForwardedHeadersAnnotation());

    private static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata, Action<ProjectResourceOptions> configure)
    {
        var options = new ProjectResourceOptions();
        configure(options);
        var profile = LaunchProfiles.Choose(metadata, options, builder.Configuration);
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata)
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        return builder.ExecutionContext.IsRunMode ? project.SetUpRun(profile) : project.SetUpPublish(profile?.Profile);
    }

    private static IResourceBuilder<ProjectResource> SetUpRun(this IResourceBuilder<ProjectResource> project, (string Name, LaunchProfile Profile)? chosen)
    {
        project.WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple")
            .WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true")
            .WithEnvironment(context => SetUrls(project.Resource, context.EnvironmentVariables));
        if (chosen is not (var name, var profile))
        {
            return project;
        }
        var count = new Dictionary<string, int>();
        foreach (var url in profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var address = BindingAddress.Parse(url);
            var number = count[address.Scheme] = count.GetValueOrDefault(address.Scheme) + 1;
            project.WithEndpoint(number == 1 ? address.Scheme : $"{address.Scheme}{number}", endpoint =>
            {
                endpoint.Port = address.Port;
                endpoint.UriScheme = address.Scheme;
            });
        }
        return project.WithEnvironment(context =>
        {
            // Added first and only if absent: whatever the AppHost says later wins over the profile.
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", name);
            foreach (var (variable, value) in profile.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(variable, Environment.ExpandEnvironmentVariables(value));
            }
        });
    }

    private static void SetUrls(ProjectResource project, Dictionary<string, object> variables)
    {
        if (variables.ContainsKey("ASPNETCORE_URLS"))
        {
            return;
        }
        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in project.GetEndpoints())
        {
            if (endpoint.Scheme == "https")
            {
                // So that a redirect to https goes to the public port, not to the process's own.
                variables.TryAdd("ASPNETCORE_HTTPS_PORT", endpoint.Property(EndpointProperty.Port));
            }
            urls.Append($"{(urls.IsEmpty ? "" : ";")}{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}");
        }
        if (!urls.IsEmpty)
        {
            variables["ASPNETCORE_URLS"] = urls.Build();
        }
    }

    private static IResourceBuilder<ProjectResource> SetUpPublish(this IResourceBuilder<ProjectResource> project, LaunchProfile? profile)
    {
        EndpointAnnotation? addedHttps = null;
        project.WithEnvironment(context =>
        {
            if (project.Resource.GetEndpoints().Any() && !project.Resource.TryGetLastAnnotation<DisableForwardedHeadersAnnotation>(out _))
            {
                context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            }
            SetPorts(project.Resource, "http", addedHttps, context.EnvironmentVariables);
            SetPorts(project.Resource, "https", addedHttps, context.EnvironmentVariables);
        });
        if (profile?.ApplicationUrl is not null)
        {
            // The profile's ports are for the developer's machine: a deployment gets http and https and assigns ports itself.
            project.WithEndpoint("http", e => e.UriScheme = "http").WithEndpoint("https", e => (addedHttps = e).UriScheme = "https");
        }
        return project;
    }

    // A container likely has no certificate to listen on the https endpoint that came with the profile.
    private static void SetPorts(ProjectResource project, string scheme, EndpointAnnotation? except, Dictionary<string, object> variables)
    {
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in project.GetEndpoints().Where(e => e.Scheme == scheme && e.EndpointAnnotation != except))
        {
            ports.Append($"{(ports.IsEmpty ? "" : ";")}{endpoint.Property(EndpointProperty.TargetPort)}");
        }
        if (!ports.IsEmpty)
        {
            variables.TryAdd($"{scheme.ToUpperInvariant()}_PORTS", ports.Build());
        }
    }
}
