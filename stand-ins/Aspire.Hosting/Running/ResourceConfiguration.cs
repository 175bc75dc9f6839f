using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Collects what a resource's callbacks say about its environment and its arguments.</summary>
internal static class ResourceConfiguration
{
    public static async Task<Dictionary<string, object>> GetEnvironmentAsync(
        IResource resource, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }
        return context.EnvironmentVariables;
    }

    public static async Task<IList<object>> GetArgumentsAsync(
        IResource resource, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = execution };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }
        return context.Args;
    }

    /// <summary>Text as it is; a provider's value in run mode, its expression in publish mode.</summary>
    public static async ValueTask<string?> ResolveAsync(object value, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken) =>
        Unwrap(value) switch
        {
            string text => text,
            IManifestExpressionProvider provider when execution.IsPublishMode => provider.ValueExpression,
            IValueProvider provider => await provider.GetValueAsync(cancellationToken).ConfigureAwait(false),
            var other => other.ToString(),
        };

    public static object Unwrap(object value) => value is IResourceBuilder<IResource> builder ? builder.Resource : value;
}
