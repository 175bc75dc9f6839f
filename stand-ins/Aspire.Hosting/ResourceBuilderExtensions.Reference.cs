using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Hands over <c>ConnectionStrings__name</c> and, for each connection property, <c>NAME_PROPERTY</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        connectionName ??= resource.Name;
        return builder.WithEnvironment(context =>
        {
            var variables = context.EnvironmentVariables;
            variables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}"] = new ConnectionStringReference(resource, optional);
            var prefix = connectionName.Length == 0 ? "" : $"{EncodeVariableName(connectionName).ToUpperInvariant()}_";
            foreach (var (name, value) in resource.GetConnectionProperties())
            {
                variables[prefix + name.ToUpperInvariant()] = value;
            }
            foreach (var property in resource.Annotations.OfType<ConnectionPropertyAnnotation>())
            {
                variables[prefix + property.Name.ToUpperInvariant()] = property.Value;
            }
        });
    }

    /// <summary>Hands over every endpoint, as <c>NAME_ENDPOINT</c> and <c>services__name__scheme__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        builder.ReferenceEndpointsOf(source.Resource).UseAllEndpoints = true;
        return builder;
    }

    /// <summary>Hands over one endpoint, also of a resource without service discovery.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        builder.ReferenceEndpointsOf(endpointReference.Resource).EndpointNames.Add(endpointReference.EndpointName);
        return builder;
    }

    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        if (!uri.IsAbsoluteUri || uri.Fragment.Length > 0 || uri.Query.Length > 0)
        {
            throw new InvalidOperationException(
                $"The URI for service reference '{name}' is invalid while configuring target resource '{builder.Resource.Name}': it must be absolute, without fragment and query string.");
        }
        return builder.WithEnvironment($"services__{name}__default__0", uri.ToString()).WithEnvironment(EncodeVariableName(name), uri.ToString());
    }

    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithConnectionString => builder.WithAnnotation(new ConnectionPropertyAnnotation(name, value));

    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : IResourceWithConnectionString => builder.WithConnectionProperty(name, ReferenceExpression.Create($"{value}"));

    // One pass over the environment per source, however many of its endpoints are referenced one by one.
    private static EndpointReferenceAnnotation ReferenceEndpointsOf<T>(this IResourceBuilder<T> builder, IResourceWithEndpoints source)
        where T : IResourceWithEnvironment
    {
        var known = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>().SingleOrDefault(a => a.Resource == source);
        if (known is null)
        {
            known = new(source);
            builder.WithAnnotation(known).WithEnvironment(context => AddEndpoints(known, context.EnvironmentVariables));
        }
        return known;
    }

    private static void AddEndpoints(EndpointReferenceAnnotation reference, Dictionary<string, object> variables)
    {
        var source = reference.Resource.Name;
        foreach (var endpoint in reference.Resource.GetEndpoints().Where(e => reference.UseAllEndpoints || reference.EndpointNames.Contains(e.EndpointName)))
        {
            variables[$"{EncodeVariableName(source)}_{EncodeVariableName(endpoint.EndpointName)}".ToUpperInvariant()] = endpoint;
            // An endpoint named http or https goes by its scheme, so that an upgrade to TLS is seen.
            var key = endpoint.EndpointName.ToLowerInvariant() is "http" or "https" ? endpoint.Scheme : endpoint.EndpointName;
            var index = 0;
            while (variables.ContainsKey($"services__{source}__{key}__{index}"))
            {
                index++;
            }
            variables[$"services__{source}__{key}__{index}"] = endpoint;
        }
    }

    private static string EncodeVariableName(string name) => (name.Length > 0 && char.IsAsciiDigit(name[0]) ? "_" : "")
        + new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
}
