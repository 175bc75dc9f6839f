using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.StandIns.Hosting;

/// <summary>Endpoints while processes run: the proxy's port is public, each instance has its own behind it.</summary>
public sealed class ReplicaTests
{
    // Answers every request with its own port.
    private const string Server =
        "import os,http.server as h\nclass A(h.BaseHTTPRequestHandler):\n def do_GET(s):\n  b=os.environ['OWN'].encode();s.send_response(200);s.send_header('Content-Length',str(len(b)));s.end_headers();s.wfile.write(b)\n" +
        " def log_message(s,*a): pass\nh.ThreadingHTTPServer(('127.0.0.1',int(os.environ['OWN'])),A).serve_forever()";

    [Fact]
    public async Task Replicas_share_the_public_port_and_each_listens_on_its_own()
    {
        await using var graph = new TestGraph();
        var port = TestGraph.FreePort();
        var server = graph.Builder.AddExecutable("server", "python3", "/tmp", "-c", Server).WithHttpEndpoint(port: port, name: "http", env: "OWN")
            .WithHttpHealthCheck("/").WithAnnotation(new ReplicaAnnotation(2));
        graph.Bash("client", $"echo $SERVER_HTTP").WithReference(server.GetEndpoint("http")).WaitFor(server);

        var app = await graph.StartAsync();

        await Eventually.TrueAsync(() => graph.Lines.Contains($"client | http://localhost:{port}"));
        Assert.Equal(new Uri($"http://localhost:{port}"), app.GetEndpoint("server", "http"));
        HashSet<string> answers = [];
        await Eventually.TrueAsync(async () =>
        {
            answers.Add(await AskAsync(app));
            return answers.Count == 2;
        });
        Assert.True(await HoldsAsync(async () => answers.Contains(await AskAsync(app))));
        Assert.DoesNotContain($"{port}", answers);
    }

    [Fact]
    public async Task Under_test_a_proxied_port_is_free_to_differ_and_an_unproxied_one_stays()
    {
        await using var graph = new TestGraph("--DcpPublisher:RandomizePorts=true");
        var (proxied, direct) = (TestGraph.FreePort(), TestGraph.FreePort());
        graph.Bash("a", "sleep 60").WithHttpEndpoint(port: proxied, name: "http");
        graph.Bash("b", "sleep 60").WithHttpEndpoint(port: direct, name: "http", isProxied: false);

        var app = await graph.StartAsync();

        Assert.NotEqual(proxied, app.GetEndpoint("a").Port);
        Assert.Equal(direct, app.GetEndpoint("b").Port);
    }

    [Fact]
    public async Task Contradictions_between_ports_proxies_and_replicas_are_refused()
    {
        await using var graph = new TestGraph();
        graph.Bash("server", "sleep 60").WithEndpoint(port: 5000, targetPort: 5000, name: "tcp");

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(graph.StartAsync);

        Assert.Contains("Port and TargetPort must differ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_target_port_of_another_resource_is_not_to_be_had()
    {
        await using var graph = new TestGraph();
        var server = graph.Bash("server", "sleep 60").WithHttpEndpoint(name: "http");
        graph.Bash("client", "sleep 60").WithEnvironment("PORT", server.GetEndpoint("http").Property(EndpointProperty.TargetPort));

        await graph.StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, graph.StateOf("client"));
        Assert.Contains(graph.Lines, line => line.Contains("only that resource itself knows it", StringComparison.Ordinal));
    }

    private static async Task<string> AskAsync(DistributedApplication app)
    {
        using var client = app.CreateHttpClient("server", "http");
        client.DefaultRequestHeaders.ConnectionClose = true;
        return await client.GetStringAsync("/");
    }

    private static async Task<bool> HoldsAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 6; i++)
        {
            if (!await condition())
            {
                return false;
            }
        }
        return true;
    }
}
