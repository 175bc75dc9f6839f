using System.Text.Json;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.SystemTests;

/// <summary>The deployment manifest of the product's own graph: the containers shape, no demo data, no secret values.</summary>
[Collection(Alone.Name)]
public sealed class PublishTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posaspire-publish-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<JsonElement> PublishAsync(params string[] arguments)
    {
        var file = Path.Combine(_folder, "aspire-manifest.json");
        await using var host = AppHostProcess.Start(new Dictionary<string, string> { ["POS_DATA"] = _folder }, [.. arguments, "--output-path", file]);
        Assert.True(await host.ExitAsync(TimeSpan.FromSeconds(60)) == 0, host.Output);
        Assert.Equal(["aspire-manifest.json"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
        return JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("resources");
    }

    [Fact]
    public async Task The_manifest_names_every_resource_of_the_containers_shape_with_its_type()
    {
        var resources = await PublishAsync("--operation", "publish", "--publisher", "manifest");
        var expected = new Dictionary<string, string>
        {
            ["postgres"] = "container.v0",
            ["posdb"] = "value.v0",
            ["cache"] = "container.v0",
            ["migrate"] = "project.v0",
            ["api"] = "project.v0",
            ["workers"] = "project.v0",
            ["web"] = "project.v0",
            ["prometheus"] = "container.v0",
            ["loki"] = "container.v0",
            ["grafana"] = "container.v0",
            ["uptime-kuma"] = "container.v0",
            ["jwt-secret"] = "parameter.v0",
            ["stripe-key"] = "parameter.v0",
            ["stripe-webhook-secrets"] = "parameter.v0",
            ["qris-server-key"] = "parameter.v0",
            ["grafana-password"] = "parameter.v0",
            ["postgres-password"] = "parameter.v0",
            ["cache-password"] = "parameter.v0",
        };
        foreach (var (name, type) in expected)
            Assert.Equal((name, type), (name, resources.GetProperty(name).GetProperty("type").GetString()));
        Assert.False(resources.TryGetProperty("seed", out _), "demo data is never published");
        Assert.All(
            resources.EnumerateObject().Where(resource => !expected.ContainsKey(resource.Name)),
            // What the publisher derives by itself: encoded passwords and conditional pieces of a connection string.
            derived => Assert.Contains(derived.Value.GetProperty("type").GetString(), new[] { "annotated.string", "value.v0" }));
    }

    [Fact]
    public async Task Processes_get_expressions_instead_of_values()
    {
        var resources = await PublishAsync("--operation", "publish", "--publisher", "manifest");
        var api = resources.GetProperty("api");
        Assert.Equal(
            Path.GetFullPath(Path.Combine(Projects.PosAspire_AppHost.ProjectPath, "..", "PosAspire.Api", "PosAspire.Api.csproj")),
            Path.GetFullPath(Path.Combine(_folder, api.GetProperty("path").GetString()!)));
        var environment = api.GetProperty("env");
        Assert.Equal("{posdb.connectionString}", environment.GetProperty("ConnectionStrings__posdb").GetString());
        Assert.Equal("{cache.connectionString}", environment.GetProperty("ConnectionStrings__cache").GetString());
        Assert.Equal("{jwt-secret.value}", environment.GetProperty("JWT_SECRET").GetString());
        foreach (var process in new[] { environment, resources.GetProperty("workers").GetProperty("env") })
        {
            Assert.Equal("{stripe-key.value}", process.GetProperty("STRIPE_SECRET_KEY").GetString());
            Assert.Equal("{stripe-webhook-secrets.value}", process.GetProperty("STRIPE_WEBHOOK_SECRETS").GetString());
            Assert.Equal("{qris-server-key.value}", process.GetProperty("QRIS_SERVER_KEY").GetString());
            Assert.False(process.TryGetProperty("STRIPE_API_BASE", out _), "an address of this machine is not published");
        }

        Assert.Equal("{api.bindings.http.targetPort}", environment.GetProperty("LISTENER_RETAIL_PORT").GetString());
        Assert.Equal("{api.bindings.restaurant.targetPort}", environment.GetProperty("LISTENER_RESTAURANT_PORT").GetString());
        Assert.Equal("{web.bindings.http.url}", environment.GetProperty("WEB_URL").GetString());
        Assert.Equal(["http", "restaurant"], api.GetProperty("bindings").EnumerateObject().Select(binding => binding.Name));
        Assert.False(environment.TryGetProperty("LOG_DIRECTORY", out _), "folders of this machine are not published");
        Assert.Equal("{api.bindings.http.url}", resources.GetProperty("web").GetProperty("env").GetProperty("services__api__http__0").GetString());
        Assert.Equal(["migrate", "deploy"], resources.GetProperty("migrate").GetProperty("args").EnumerateArray().Select(argument => argument.GetString()));
    }

    [Fact]
    public async Task The_short_form_of_the_command_writes_the_same_manifest()
    {
        var one = await PublishAsync("--operation", "publish", "--publisher", "manifest");
        File.Delete(Path.Combine(_folder, "aspire-manifest.json"));
        Assert.Equal(one.GetRawText(), (await PublishAsync("--publisher", "manifest")).GetRawText());
    }
}
