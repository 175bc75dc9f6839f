using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PosAspire.AppHost;

/// <summary>Which servers the graph runs on. Publishing always uses <see cref="Containers"/>.</summary>
internal enum ServerShape
{
    /// <summary>PostgreSQL and the cache as processes of this machine.</summary>
    Native,

    /// <summary>Containers; needs a container engine.</summary>
    Containers,
}

/// <summary>What can be set about the graph from outside; read once and checked before anything starts.</summary>
/// <param name="Shape">Configuration <c>Servers</c>: <c>native</c> (default) or <c>containers</c>.</param>
/// <param name="PortOffset">Environment <c>POS_PORT_OFFSET</c>: added to every port, so that two copies run side by side.</param>
/// <param name="ApiReplicas">Configuration <c>Api:Replicas</c>.</param>
internal sealed record PosSettings(ServerShape Shape, int PortOffset, int ApiReplicas)
{
    private const int HighestBasePort = 15888;
    private const int MaxReplicas = 16;

    /// <summary>The port that the runbook names, shifted by <see cref="PortOffset"/>.</summary>
    public int Port(int runbookPort) => runbookPort + PortOffset;

    /// <exception cref="DistributedApplicationException">A value cannot be used; the message says which and why.</exception>
    public static PosSettings Read(IDistributedApplicationBuilder builder)
    {
        var shape = (builder.Configuration["Servers"] ?? "native").ToUpperInvariant() switch
        {
            _ when builder.ExecutionContext.IsPublishMode => ServerShape.Containers,
            "NATIVE" => ServerShape.Native,
            "CONTAINERS" => ServerShape.Containers,
            _ => throw new DistributedApplicationException(
                $"Servers is '{builder.Configuration["Servers"]}'; it must be 'native' or 'containers'. Nothing was started."),
        };
        var settings = new PosSettings(
            shape,
            WholeNumber(builder, "POS_PORT_OFFSET", fallback: 0, min: 0, max: ushort.MaxValue - HighestBasePort),
            WholeNumber(builder, "Api:Replicas", fallback: 1, min: 1, max: MaxReplicas));
        settings.ShiftDashboard(builder);
        return settings;
    }

    /// <summary>The dashboard's own address comes from the launch profile, which knows no offset.</summary>
    private void ShiftDashboard(IDistributedApplicationBuilder builder)
    {
        var shifted = new Dictionary<string, string?>();
        foreach (var key in new[] { "ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL" })
        {
            if (PortOffset > 0 && Uri.TryCreate(builder.Configuration[key], UriKind.Absolute, out var url) && url.Port > 0)
                shifted[key] = new UriBuilder(url) { Port = Port(url.Port) }.Uri.GetLeftPart(UriPartial.Authority);
        }
        builder.Configuration.AddInMemoryCollection(shifted);
    }

    private static int WholeNumber(IDistributedApplicationBuilder builder, string key, int fallback, int min, int max)
    {
        var text = builder.Configuration[key];
        if (string.IsNullOrWhiteSpace(text)) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        throw new DistributedApplicationException($"{key} is '{text}'; it must be a whole number from {min} to {max}. Nothing was started.");
    }
}
