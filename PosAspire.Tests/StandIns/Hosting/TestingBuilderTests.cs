using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace PosAspire.Tests.StandIns.Hosting;

/// <summary>The AppHost of the product, built inside the test; it publishes, so that no process is needed.</summary>
public sealed class TestingBuilderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("testing").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task The_entry_point_builds_the_graph_and_the_test_may_still_change_it()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.PosAspire_AppHost>(
            ["--operation", "publish", "--publisher", "manifest", "--output-path", _root]);
        Assert.True(builder.Resources.TryGetByName("api", out _));
        Assert.Equal(Projects.PosAspire_AppHost.ProjectPath, builder.AppHostDirectory);
        Assert.Equal("true", builder.Configuration["DcpPublisher:RandomizePorts"]);
        builder.AddContainer("added", "image");

        await using var app = await builder.BuildAsync();
        Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("api"));
        await app.StartAsync();

        Assert.Contains("\"added\"", await File.ReadAllTextAsync(Path.Combine(_root, "aspire-manifest.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_point_that_gives_up_is_a_failure()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => DistributedApplicationTestingBuilder.CreateAsync<Projects.PosAspire_AppHost>(["--POS_PORT_OFFSET", "nonsense"]));
    }

    [Fact]
    public async Task The_settings_can_be_changed_before_the_entry_point_sees_them()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.PosAspire_AppHost>(
            ["--operation", "publish", "--publisher", "manifest", "--output-path", _root],
            (options, settings) => settings.EnvironmentName = "Staging");

        Assert.Equal("Staging", builder.Environment.EnvironmentName);
        Assert.True(builder.ExecutionContext.IsPublishMode);
        Assert.NotEmpty(builder.Resources.OfType<ProjectResource>());
    }
}
