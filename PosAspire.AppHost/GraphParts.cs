namespace PosAspire.AppHost;

/// <summary>Parts of the graph that would make AppHost.cs longer than it need be.</summary>
internal static class GraphParts
{
    /// <summary>Tells a process which of its own ports speaks which runbook's words.</summary>
    public static IResourceBuilder<ProjectResource> WithListenerPorts(this IResourceBuilder<ProjectResource> api, string retail, string restaurant) =>
        api.WithEnvironment("LISTENER_RETAIL_PORT", api.GetEndpoint(retail).Property(EndpointProperty.TargetPort))
            .WithEnvironment("LISTENER_RESTAURANT_PORT", api.GetEndpoint(restaurant).Property(EndpointProperty.TargetPort));

    // What the seed stores; the screens show it, so that a stranger signs in by reading them. A test signs in with each.
    private const string DemoSignIn = "pos-demo-2026 admin=900001 manager=900002 cashier=900003 server=900004 kitchen=900005";

    /// <summary>Demo data: loaded when a developer or a new user runs the graph, never by a published one.</summary>
    public static void AddDemo(
        this IDistributedApplicationBuilder builder, IResourceBuilder<IResourceWithConnectionString> posdb,
        IResourceBuilder<ProjectResource> migrate, IResourceBuilder<ProjectResource> web)
    {
        if (!builder.ExecutionContext.IsRunMode) return;
        web.WithEnvironment("DEMO_SIGN_IN", DemoSignIn);
        builder.AddProject<Projects.PosAspire_Workers>("seed")
            .WithArgs("seed")
            .WithReference(posdb)
            .WaitForCompletion(migrate);
    }

    /// <summary>What a process on this machine must know and a published one is told by whoever deploys it.</summary>
    public static void SetRunEnvironment(this IDistributedApplicationBuilder builder, PosServers servers, params IResourceBuilder<ProjectResource>[] hosts)
    {
        if (!builder.ExecutionContext.IsRunMode) return;
        foreach (var host in hosts)
        {
            host.WithEnvironment("ENVIRONMENT", builder.Environment.EnvironmentName.ToLowerInvariant());
            if (servers.Machine is not { } machine) continue;
            host.WithEnvironment("LOG_DIRECTORY", machine.LogDirectory)
                .WithEnvironment("BACKUP_DIRECTORY", Path.Combine(machine.DataDirectory, "backups"))
                .WithEnvironment("DATA_PROTECTION_KEYS", Path.Combine(machine.DataDirectory, "keys"));
        }
    }

    /// <summary>The runbooks' observability servers, in the containers shape. Ports as the runbooks name them; Uptime Kuma gives 3001 to Grafana.</summary>
    public static void AddObservability(this IDistributedApplicationBuilder builder, PosSettings settings)
    {
        if (settings.Shape != ServerShape.Containers) return;
        builder.AddContainer("prometheus", "prom/prometheus", "v3.5.0")
            .WithHttpEndpoint(settings.Port(9090), targetPort: 9090)
            .WithVolume("pos-prometheus", "/prometheus");
        builder.AddContainer("loki", "grafana/loki", "3.5.3")
            .WithHttpEndpoint(settings.Port(3100), targetPort: 3100)
            .WithVolume("pos-loki", "/loki");
        var grafanaPassword = builder.AddParameter("grafana-password", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true, persist: true);
        builder.AddContainer("grafana", "grafana/grafana", "12.1.0")
            .WithHttpEndpoint(settings.Port(3001), targetPort: 3000)
            .WithEnvironment("GF_SECURITY_ADMIN_PASSWORD", grafanaPassword)
            .WithVolume("pos-grafana", "/var/lib/grafana");
        builder.AddContainer("uptime-kuma", "louislam/uptime-kuma", "1")
            .WithHttpEndpoint(settings.Port(3002), targetPort: 3001)
            .WithVolume("uptime-kuma-data", "/app/data");
    }
}
