using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace PosAspire.Tests.StandIns.Hosting;

public sealed class ModelTests
{
    private readonly IDistributedApplicationBuilder _builder = new TestGraph().Builder;

    [Theory]
    [InlineData("1st")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("a_b")]
    [InlineData("")]
    public void A_name_that_the_real_package_refuses_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => _builder.AddContainer(name, "image"));

    [Fact]
    public void Names_are_unique_without_regard_to_case()
    {
        _builder.AddContainer("cache", "image");
        Assert.Throws<DistributedApplicationException>(() => _builder.AddParameter("Cache"));
    }

    [Fact]
    public void Nothing_waits_for_itself_or_its_parent_and_a_child_stands_for_its_parent()
    {
        var server = _builder.AddPostgres("postgres");
        var database = server.AddDatabase("posdb");
        var api = _builder.AddExecutable("api", "true", "/").WaitFor(database);

        Assert.Equal(["postgres", "posdb"], api.Resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name));
        Assert.Throws<DistributedApplicationException>(() => api.WaitFor(api));
        Assert.Throws<DistributedApplicationException>(() => api.WaitForCompletion(api));
    }

    [Fact]
    public void A_composed_connection_string_waits_for_endpoints_but_not_for_their_properties()
    {
        var server = _builder.AddExecutable("server", "true", "/").WithEndpoint(name: "tcp");
        var parameter = _builder.AddParameter("p");

        var byProperty = _builder.AddConnectionString("a", ReferenceExpression.Create($"{server.GetEndpoint("tcp").Property(EndpointProperty.Host)};{parameter}"));
        var byEndpoint = _builder.AddConnectionString("b", ReferenceExpression.Create($"{server.GetEndpoint("tcp")}"));

        Assert.Equal(["p"], byProperty.Resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name));
        Assert.Equal(["server"], byEndpoint.Resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name));
    }

    [Fact]
    public async Task An_expression_keeps_braces_encodes_on_request_and_chooses_by_condition()
    {
        var parameter = _builder.AddParameter("p", "a/b").Resource;
        var plain = ReferenceExpression.Create($"{{x}} {parameter} {parameter:uri} {"{lit} {{twice}}"}");
        var endpoint = _builder.AddContainer("c", "i").WithEndpoint(name: "tcp", scheme: "https").GetEndpoint("tcp");
        var conditional = endpoint.GetTlsValue(ReferenceExpression.Create($"tls"), ReferenceExpression.Empty);

        Assert.Equal("{x} a/b a%2Fb {lit} {twice}", await plain.GetValueAsync(default));
        Assert.Equal("{x} {p.value} {p.value} {lit} {twice}", plain.ValueExpression);
        Assert.Equal("tls", await conditional.GetValueAsync(default));
        Assert.Null(await ReferenceExpression.Empty.GetValueAsync(default));
    }

    [Fact]
    public void An_endpoint_declared_twice_is_changed_and_a_missing_one_is_named()
    {
        var container = _builder.AddContainer("c", "i").WithHttpEndpoint(port: 80, targetPort: 8080).WithHttpEndpoint(targetPort: 9090);
        var endpoint = Assert.Single(container.Resource.Annotations.OfType<EndpointAnnotation>());

        Assert.Equal((80, 9090, "http"), (endpoint.Port, endpoint.TargetPort, endpoint.Transport));
        var failure = Assert.Throws<InvalidOperationException>(() => container.GetEndpoint("none").EndpointAnnotation);
        Assert.Contains("`http`", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_proxy_one_port_is_both()
    {
        var endpoint = new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, port: 5432, isProxied: false);
        Assert.Equal((5432, 5432), (endpoint.Port, endpoint.TargetPort));
    }

    [Theory]
    [InlineData("17.2", "/var/lib/postgresql/data")]
    [InlineData("18.3", "/var/lib/postgresql")]
    [InlineData("alpine", "/var/lib/postgresql/data")]
    public void The_data_volume_goes_where_the_version_keeps_its_data(string tag, string path)
    {
        var server = _builder.AddPostgres("postgres").WithImageTag(tag).WithDataVolume();
        Assert.Equal(path, Assert.Single(server.Resource.Annotations.OfType<ContainerMountAnnotation>()).Target);
    }
}
