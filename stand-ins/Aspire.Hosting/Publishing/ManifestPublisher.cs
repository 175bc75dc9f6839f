using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes aspire-manifest.json to the output path, and ends the application.</summary>
internal sealed class ManifestPublisher(
    IConfiguration configuration, DistributedApplicationExecutionContext execution, IResourceCollection resources,
    IHostApplicationLifetime lifetime, ILogger<ManifestPublisher> logger) : IHostedService
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var step = configuration["Pipeline:Step"] ?? "publish-manifest";
        if (execution.PublisherName != "manifest" || step is not ("publish-manifest" or "publish"))
        {
            throw new DistributedApplicationException(
                $"Publisher '{execution.PublisherName}' with step '{step}' is not available: this implementation writes the manifest only (--publisher manifest).");
        }
        var path = configuration["Pipeline:OutputPath"] ?? throw new DistributedApplicationException(
            "The '--output-path [path]' option was not specified even though manifest publishing was requested.");
        path = Path.GetFullPath(path.EndsWith(".json", StringComparison.Ordinal) ? path : Path.Combine(path, "aspire-manifest.json"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Written whole or not at all: a reader never meets half a manifest.
        using var content = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(content, Indented))
        {
            await new ManifestWriter(writer, Path.GetDirectoryName(path)!, execution, resources).WriteAsync(cancellationToken).ConfigureAwait(false);
        }
        await File.WriteAllBytesAsync(path, content.ToArray(), cancellationToken).ConfigureAwait(false);
        logger.LogInformation("Published manifest to: {Path}", path);
        lifetime.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
