using System.Runtime.CompilerServices;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace PosAspire.Tests.StandIns.Hosting;

/// <summary>The graph of a sample that the real publisher has published: ours must write the same, byte for byte.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("manifest").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task The_sample_is_published_as_the_real_publisher_does()
    {
        WriteProject("Pos.Api");
        WriteProject("Pos.Web");
        var builder = Create("--operation", "publish", "--publisher", "manifest", "--output-path", _root);
        AddSample(builder);

        await builder.Build().RunAsync();

        var written = await File.ReadAllTextAsync(Path.Combine(_root, "aspire-manifest.json"));
        Assert.Equal((await File.ReadAllTextAsync(Expected())).Trim(), written.Trim());
    }

    [Fact]
    public async Task A_file_name_is_taken_as_it_is()
    {
        var builder = Create("--publisher", "manifest", "--output-path", Path.Combine(_root, "new", "m.json"));
        builder.AddConnectionString("outside");
        builder.AddExecutable("tool", "bash", _root, "-c", "exit").WithHttpEndpoint(port: 81, name: "a").WithEndpoint(name: "b");
        builder.AddContainer("hidden", "nothing").ExcludeFromManifest();

        await builder.Build().RunAsync();

        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_root, "new", "m.json")));
        var resources = manifest.RootElement.GetProperty("resources");
        Assert.Equal("{outside.value}", resources.GetProperty("outside").GetProperty("connectionString").GetString());
        Assert.True(resources.GetProperty("outside").GetProperty("inputs").GetProperty("value").GetProperty("secret").GetBoolean());
        Assert.Equal("..", resources.GetProperty("tool").GetProperty("workingDirectory").GetString());
        var bindings = resources.GetProperty("tool").GetProperty("bindings");
        Assert.Equal((81, 8000), (bindings.GetProperty("a").GetProperty("port").GetInt32(), bindings.GetProperty("a").GetProperty("targetPort").GetInt32()));
        Assert.Equal(8001, bindings.GetProperty("b").GetProperty("targetPort").GetInt32());
        Assert.False(resources.TryGetProperty("hidden", out _));
    }

    [Theory]
    [InlineData("--operation", "publish", "output-path")]
    [InlineData("--publisher", "kubernetes", "kubernetes")]
    public async Task What_cannot_be_published_is_said(string option, string value, string part)
    {
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => Create(option, value).Build().RunAsync());
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    private static void AddSample(IDistributedApplicationBuilder builder)
    {
        var stripe = builder.AddParameter("stripe-key", secret: true);
        var currency = builder.AddParameter("currency", "EUR", publishValueAsDefault: true);
        var posdb = builder.AddPostgres("postgres").WithDataVolume("pos-pgdata").AddDatabase("posdb");
        var cache = builder.AddRedis("cache").WithDataVolume().WithPersistence(TimeSpan.FromMinutes(5), 10);
        var mailpit = builder.AddContainer("mailpit", "axllent/mailpit", "v1.27").WithArgs("--verbose").WithBindMount("mailpit", "/data")
            .WithEnvironment("MP_MAX_MESSAGES", "500").WithHttpEndpoint(targetPort: 8025, name: "ui").WithEndpoint(targetPort: 1025, name: "smtp");
        var api = builder.AddProject("api", "../Pos.Api/Pos.Api.csproj").WithReference(posdb).WithReference(cache).WithReference(mailpit.GetEndpoint("smtp"))
            .WithEnvironment("Stripe__SecretKey", stripe).WithEnvironment("Pos__Currency", currency).WaitFor(posdb).WithReplicas(2);
        builder.AddProject("web", "../Pos.Web/Pos.Web.csproj").WithReference(api).WaitFor(api).WithExternalHttpEndpoints();
    }

    private IDistributedApplicationBuilder Create(params string[] args) => DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = [.. args, "--applicationName", "AppHost"],
        ProjectDirectory = Path.Combine(_root, "sample", "AppHost"),
        ProjectName = "AppHost.csproj",
    });

    private void WriteProject(string name)
    {
        var properties = Directory.CreateDirectory(Path.Combine(_root, "sample", name, "Properties"));
        File.WriteAllText(
            Path.Combine(properties.FullName, "launchSettings.json"),
            """{"profiles": {"http": {"commandName": "Project", "applicationUrl": "http://localhost:5001", "environmentVariables": {"ASPNETCORE_ENVIRONMENT": "Development"}}}}""");
    }

    private static string Expected([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "expected-manifest.json");
}
