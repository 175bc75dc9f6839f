using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// Writes the model in the form of src/Aspire.Hosting/Publishing/ManifestPublishingContext.cs of microsoft/aspire v13.5.2,
/// property by property in its order. Paths are relative to the manifest.
/// </summary>
internal sealed class ManifestWriter(
    Utf8JsonWriter writer, string directory, DistributedApplicationExecutionContext execution, IResourceCollection resources)
{
    private const int FirstAllocatedPort = 8000;

    private readonly ManifestExpressions _expressions = new(resources);
    private readonly HashSet<int> _usedPorts = [];

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("resources");
        foreach (var resource in resources.Where(r => !r.TryGetLastAnnotation<ExcludeFromManifestAnnotation>(out _)))
        {
            await WriteResourceAsync(resource, cancellationToken).ConfigureAwait(false);
        }
        foreach (var parameter in _expressions.ImplicitParameters)
        {
            await WriteResourceAsync(parameter, cancellationToken).ConfigureAwait(false);
        }
        await _expressions.WriteConditionalsAsync(writer, cancellationToken).ConfigureAwait(false);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private async Task WriteResourceAsync(IResource resource, CancellationToken cancellationToken)
    {
        writer.WriteStartObject(resource.Name);
        switch (resource)
        {
            case ContainerResource container:
                WriteContainerHead(container);
                await WriteProcessAsync(container, cancellationToken).ConfigureAwait(false);
                break;
            case ProjectResource project:
                writer.WriteString("type", "project.v0");
                writer.WriteString("path", Relative(project.Annotations.OfType<IProjectMetadata>().Last().ProjectPath));
                await WriteProcessAsync(project, cancellationToken).ConfigureAwait(false);
                break;
            case ExecutableResource executable:
                writer.WriteString("type", "executable.v0");
                writer.WriteString("workingDirectory", Relative(executable.WorkingDirectory));
                writer.WriteString("command", executable.Command);
                await WriteProcessAsync(executable, cancellationToken).ConfigureAwait(false);
                break;
            case ParameterResource parameter:
                WriteParameter(parameter);
                break;
            case IResourceWithConnectionString connection:
                writer.WriteString("type", "value.v0");
                writer.WriteString("connectionString", _expressions.Write(connection.ConnectionStringExpression));
                break;
            default:
                writer.WriteString("error", "This resource does not support generation in the manifest.");
                break;
        }
        writer.WriteEndObject();
        _expressions.WriteEncoded(writer, resource);
    }

    private void WriteContainerHead(ContainerResource container)
    {
        writer.WriteString("type", "container.v0");
        if (container is IResourceWithConnectionString connection)
        {
            writer.WriteString("connectionString", _expressions.Write(connection.ConnectionStringExpression));
        }
        var image = container.Annotations.OfType<ContainerImageAnnotation>().Last();
        writer.WriteString("image", $"{(string.IsNullOrEmpty(image.Registry) ? "" : $"{image.Registry}/")}{image.Image}:{image.Tag}");
        if (container.Entrypoint is not null)
        {
            writer.WriteString("entrypoint", container.Entrypoint);
        }
    }

    private void WriteParameter(ParameterResource parameter)
    {
        writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            writer.WriteString("connectionString", parameter.ValueExpression);
        }
        writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        writer.WriteStartObject("inputs");
        writer.WriteStartObject("value");
        writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            writer.WriteBoolean("secret", true);
        }
        if (parameter.Default is not null)
        {
            writer.WriteStartObject("default");
            parameter.Default.WriteDefault(writer);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private async Task WriteProcessAsync(IResource resource, CancellationToken cancellationToken)
    {
        var arguments = await ResourceConfiguration.GetArgumentsAsync(resource, execution, cancellationToken).ConfigureAwait(false);
        if (arguments.Count > 0)
        {
            writer.WriteStartArray("args");
            foreach (var argument in arguments)
            {
                writer.WriteStringValue(_expressions.Write(ResourceConfiguration.Unwrap(argument)));
            }
            writer.WriteEndArray();
        }
        WriteMounts(resource, "bindMounts", ContainerMountType.BindMount);
        WriteMounts(resource, "volumes", ContainerMountType.Volume);
        var environment = await ResourceConfiguration.GetEnvironmentAsync(resource, execution, cancellationToken).ConfigureAwait(false);
        if (environment.Count > 0)
        {
            writer.WriteStartObject("env");
            foreach (var (name, value) in environment)
            {
                writer.WriteString(name, _expressions.Write(ResourceConfiguration.Unwrap(value)));
            }
            writer.WriteEndObject();
        }
        WriteBindings(resource);
    }

    private void WriteMounts(IResource resource, string property, ContainerMountType type)
    {
        var mounts = resource.Annotations.OfType<ContainerMountAnnotation>().Where(m => m.Type == type).ToArray();
        if (mounts.Length == 0)
        {
            return;
        }
        writer.WriteStartArray(property);
        foreach (var mount in mounts)
        {
            writer.WriteStartObject();
            if (mount.Source is { } source)
            {
                writer.WriteString(property == "volumes" ? "name" : "source", property == "volumes" ? source : Relative(source));
            }
            writer.WriteString("target", mount.Target);
            writer.WriteBoolean("readOnly", mount.IsReadOnly);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private void WriteBindings(IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        if (endpoints.Length == 0)
        {
            return;
        }
        writer.WriteStartObject("bindings");
        HashSet<string> schemes = [];
        foreach (var endpoint in endpoints)
        {
            // A project's first endpoint of each scheme gets its port from whoever deploys it; the others need one of their own.
            var isDefault = resource is ProjectResource && endpoint.UriScheme is "http" or "https" && schemes.Add(endpoint.UriScheme);
            var target = endpoint.TargetPort ?? (resource is ContainerResource ? endpoint.Port : null) ?? (isDefault ? null : AllocatePort());
            var port = endpoint.Port ?? (target is null && endpoint.UriScheme is not ("http" or "https") ? AllocatePort() : null);
            _usedPorts.UnionWith(new[] { target, port }.OfType<int>());
            writer.WriteStartObject(endpoint.Name);
            writer.WriteString("scheme", endpoint.UriScheme);
            writer.WriteString("protocol", endpoint.ProtocolName);
            writer.WriteString("transport", endpoint.Transport);
            if (port is not null && port != target)
            {
                writer.WriteNumber("port", port.Value);
            }
            if (target is not null)
            {
                writer.WriteNumber("targetPort", target.Value);
            }
            if (endpoint.IsExternal)
            {
                writer.WriteBoolean("external", true);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private int AllocatePort() => Enumerable.Range(FirstAllocatedPort, ushort.MaxValue - FirstAllocatedPort).First(_usedPorts.Add);

    private string Relative(string path) => Path.GetRelativePath(directory, path).Replace('\\', '/');
}
