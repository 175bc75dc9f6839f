using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace PosAspire.Tests.StandIns.Hosting;

public sealed class EnvironmentTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("environment").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_project_gets_its_profile_and_what_it_references()
    {
        var builder = new TestGraph("--Parameters:db_password=s p").Builder;
        var password = builder.AddParameter("db-password", secret: true);
        var posdb = builder.AddConnectionString("posdb", ReferenceExpression.Create($"Host=h;Password={password}")).WithConnectionProperty("Host", "h");
        var api = builder.AddExecutable("api-1", "true", "/tmp").WithHttpEndpoint(name: "http").WithEndpoint(name: "other", scheme: "tcp");
        Allocate(api.Resource, 3001, 3002);
        var web = builder.AddProject("web", Project("""{"http": {"commandName": "Project", "applicationUrl": "http://localhost:5001;http://localhost:5002", "environmentVariables": {"A": "profile", "B": "profile"}}}"""))
            .WithReference(posdb).WithReference(api.GetEndpoint("other")).WithReference(api.GetEndpoint("http")).WithEnvironment("B", "graph");
        Allocate(web.Resource, 5001, 5002);

        var environment = await web.Resource.GetEnvironmentVariableValuesAsync();

        Assert.Equal("Host=h;Password=s p", environment["ConnectionStrings__posdb"]);
        Assert.Equal("h", environment["POSDB_HOST"]);
        Assert.Equal("http://localhost:3001", environment["services__api-1__http__0"]);
        Assert.Equal("http://localhost:3001", environment["API_1_HTTP"]);
        Assert.Equal("tcp://localhost:3002", environment["services__api-1__other__0"]);
        Assert.Equal("http", environment["DOTNET_LAUNCH_PROFILE"]);
        Assert.Equal(("profile", "graph"), (environment["A"], environment["B"]));
        Assert.Equal("in_memory", environment["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"]);
        Assert.Equal("http://localhost:{{target}};http://localhost:{{target}}", environment["ASPNETCORE_URLS"]);
    }

    [Fact]
    public async Task Without_a_profile_there_are_no_endpoints_and_none_of_its_variables()
    {
        var builder = new TestGraph().Builder;
        var path = Project("""{"http": {"commandName": "Project", "applicationUrl": "http://localhost:5001", "environmentVariables": {"A": "profile"}}}""");
        var project = builder.AddProject("web", path, options => options.ExcludeLaunchProfile = true);

        Assert.Empty(project.Resource.GetEndpoints());
        Assert.DoesNotContain("A", (await project.Resource.GetEnvironmentVariableValuesAsync()).Keys);
        Assert.Throws<DistributedApplicationException>(() => builder.AddProject("w2", path, options => options.LaunchProfileName = "none"));
    }

    [Fact]
    public async Task A_parameter_without_a_value_says_which_key_is_missing()
    {
        var parameter = new TestGraph().Builder.AddParameter("stripe-key", secret: true).Resource;

        var failure = await Assert.ThrowsAsync<MissingParameterValueException>(async () => await parameter.GetValueAsync(default));

        Assert.Contains("'Parameters:stripe-key' is missing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_value_stays_the_same_and_keeps_to_its_rule()
    {
        var parameter = new TestGraph().Builder.AddParameter("secret", new GenerateParameterDefault { MinLength = 64, Special = false, Upper = false }).Resource;

        var value = await parameter.GetValueAsync(default);

        Assert.Matches("^[a-z0-9]{64}$", value);
        Assert.Equal(value, await parameter.GetValueAsync(default));
    }

    private string Project(string profiles)
    {
        Directory.CreateDirectory(Path.Combine(_root, "Properties"));
        File.WriteAllText(Path.Combine(_root, "Properties", "launchSettings.json"), $$"""{"profiles": {{profiles}}}""");
        return Path.Combine(_root, "Web.csproj");
    }

    private static void Allocate(IResource resource, params int[] ports)
    {
        foreach (var (endpoint, port) in resource.Annotations.OfType<EndpointAnnotation>().Zip(ports))
        {
            endpoint.AllocatedEndpoint = new(endpoint, "localhost", port, "{{target}}");
        }
    }
}
