using PosAspire.AppHost;

try
{
    var builder = DistributedApplication.CreateBuilder(args);
    var settings = PosSettings.Read(builder);
    var servers = builder.AddServers(settings);
    var (posdb, cache) = servers;

    var jwtSecret = builder.AddParameter("jwt-secret", new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true);

    var migrate = builder.AddProject<Projects.PosAspire_Workers>("migrate")
        .WithArgs("migrate", "deploy")
        .WithReference(posdb).WaitFor(posdb);

    var api = builder.AddProject<Projects.PosAspire_Api>("api")
        .WithHttpEndpoint(settings.Port(3000), name: "http")
        .WithHttpEndpoint(settings.Port(8080), name: "restaurant")
        .WithExternalHttpEndpoints()
        .WithListenerPorts(retail: "http", restaurant: "restaurant")
        .WithReference(posdb).WithReference(cache, "cache")
        .WithEnvironment("JWT_SECRET", jwtSecret)
        .WithHttpHealthCheck("/health/ready", endpointName: "http")
        .WithReplicas(settings.ApiReplicas)
        .WaitForCompletion(migrate).WaitForStart(cache);

    var workers = builder.AddProject<Projects.PosAspire_Workers>("workers")
        .WithHttpEndpoint(name: "http")
        .WithReference(posdb).WithReference(cache, "cache")
        .WithHttpHealthCheck("/health/ready", endpointName: "http")
        .WaitForCompletion(migrate).WaitForStart(cache);

    var web = builder.AddProject<Projects.PosAspire_Web>("web")
        .WithHttpEndpoint(settings.Port(5173), name: "http")
        .WithExternalHttpEndpoints()
        .WithReference(api)
        .WithHttpHealthCheck("/health/ready", endpointName: "http")
        .WaitFor(api);

    api.WithReference(workers).WithEnvironment("WEB_URL", web.GetEndpoint("http"));

    builder.AddPaymentProviders(api, workers);
    builder.AddDemo(posdb, migrate, web);
    builder.SetRunEnvironment(servers, migrate, api, workers, web);
    builder.AddObservability(settings);

    await builder.Build().RunAsync();
    return 0;
}
// The other two: a manifest is to be written where nothing can be.
catch (Exception problem) when (problem is DistributedApplicationException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
