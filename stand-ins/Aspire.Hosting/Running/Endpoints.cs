using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Running;

/// <summary>
/// The endpoints of one resource while it runs: each has a public port, held by a proxy unless the process listens on
/// it itself, and each instance has a port of its own behind it.
/// </summary>
internal sealed class Endpoints(IResource resource) : IAsyncDisposable
{
    private readonly Dictionary<EndpointAnnotation, TcpProxy> _proxies = [];
    private readonly Dictionary<string, Dictionary<EndpointAnnotation, int>> _targets = [];

    public IEnumerable<EndpointAnnotation> All => resource.Annotations.OfType<EndpointAnnotation>();

    /// <summary>Refuses what the real orchestrator refuses.</summary>
    /// <exception cref="DistributedApplicationException">Ports or replicas contradict each other.</exception>
    public void Validate()
    {
        foreach (var endpoint in All)
        {
            var replicated = resource.GetReplicaCount() > 1;
            var problem = endpoint switch
            {
                { IsProxied: false } when endpoint.Port != endpoint.TargetPort => "has no proxy, so its Port and TargetPort must match",
                { IsProxied: false } when replicated => "has no proxy, which does not work with several replicas",
                { IsProxied: true, Port: not null } when endpoint.Port == endpoint.TargetPort => "has a proxy, so its Port and TargetPort must differ",
                { IsProxied: true, TargetPort: not null } when replicated => "sets TargetPort, but each of several replicas must have its own",
                _ => null,
            };
            if (problem is not null)
            {
                throw new DistributedApplicationException($"The endpoint '{endpoint.Name}' of resource '{resource.Name}' {problem}.");
            }
        }
    }

    /// <summary>The public ports that are given and cannot be had, each in a sentence.</summary>
    public IEnumerable<string> TakenPorts(bool randomizePorts) =>
        All.Where(e => PublicPort(e, randomizePorts) is int port && !IsFree(port)).Select(e =>
            $"Port {e.Port}, which resource '{resource.Name}' needs for its endpoint '{e.Name}', is taken by another program.");

    /// <summary>Opens the proxies and makes the addresses known.</summary>
    public void Allocate(bool randomizePorts)
    {
        foreach (var endpoint in All)
        {
            var port = PublicPort(endpoint, randomizePorts) ?? 0;
            if (endpoint.IsProxied)
            {
                var proxy = TcpProxy.Start(port);
                _proxies[endpoint] = proxy;
                port = proxy.Port;
            }
            else if (port == 0)
            {
                endpoint.Port = endpoint.TargetPort = port = FreePort();
            }
            endpoint.AllocatedEndpoint = new(endpoint, "localhost", port, Placeholder(endpoint));
        }
    }

    /// <summary>Gives an instance that is about to start its own ports, and puts them where the text stands for them.</summary>
    public Func<string, string> AssignTargetPorts(string instance)
    {
        var ports = _targets[instance] = All.ToDictionary(e => e, e => e.TargetPort ?? FreePort());
        return text => ports.Aggregate(text, (t, port) => t.Replace(Placeholder(port.Key), $"{port.Value}", StringComparison.Ordinal));
    }

    /// <summary>Sends new connections to the instances that run.</summary>
    public void Route(IEnumerable<string> runningInstances)
    {
        var running = runningInstances.ToArray();
        foreach (var (endpoint, proxy) in _proxies)
        {
            proxy.SetTargets([.. running.Select(id => _targets[id][endpoint])]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies.Values)
        {
            await proxy.DisposeAsync().ConfigureAwait(false);
        }
    }

    public static bool IsFree(int port) => new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }.All(address =>
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            // A machine without IPv6 has no such address to take.
            return e.SocketErrorCode == SocketError.AddressNotAvailable && address.AddressFamily == AddressFamily.InterNetworkV6;
        }
    });

    // The testing builder lets proxied endpoints have any port, so that tests run side by side; the others keep theirs.
    private static int? PublicPort(EndpointAnnotation endpoint, bool randomizePorts) =>
        endpoint.Port is null or 0 || (randomizePorts && endpoint.IsProxied) ? null : endpoint.Port;

    private string Placeholder(EndpointAnnotation endpoint) => $$$"""{{- portForServing "{{{resource.Name}}}-{{{endpoint.Name}}}" -}}""";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
