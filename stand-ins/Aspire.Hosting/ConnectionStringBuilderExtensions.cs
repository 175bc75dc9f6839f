using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds connection strings composed of other resources.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>
    /// The connection string waits for the start of every parameter, resource and endpoint in it. As in the real
    /// package, a property of an endpoint does not count: say WaitFor when the expression has only those.
    /// </summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression)
    {
        var added = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
        var resources = connectionStringExpression.ValueProviders.SelectMany(value => value switch
        {
            IResource resource => [resource],
            IValueWithReferences inner => inner.References.OfType<IResource>(),
            _ => [],
        });
        foreach (var resource in resources.Distinct())
        {
            added.WaitForStart(builder.CreateResourceBuilder(resource));
        }
        return added;
    }

    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }
}
