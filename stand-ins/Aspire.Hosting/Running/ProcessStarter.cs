using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Running;

/// <summary>Turns a resource into a process: its command, arguments and environment as they are at this moment.</summary>
internal sealed class ProcessStarter(DistributedApplicationOptions options, DistributedApplicationExecutionContext execution)
{
    // What describes the AppHost itself, and would mislead its children.
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    /// <summary>Null for a resource that is not a process.</summary>
    /// <exception cref="DistributedApplicationException">A value that it needs is missing.</exception>
    /// <exception cref="InvalidOperationException">The command cannot be started.</exception>
    public async Task<ChildProcess?> StartAsync(
        IResource resource, string id, Endpoints endpoints, Action<string, bool> onLine, CancellationToken cancellationToken)
    {
        var (command, directory, first) = resource switch
        {
            ExecutableResource executable => (executable.Command, executable.WorkingDirectory, []),
            ProjectResource project => Command(project),
            _ => ("", "", Array.Empty<string>()),
        };
        if (command.Length == 0)
        {
            return null;
        }
        var place = endpoints.AssignTargetPorts(id);
        List<string> arguments = [.. first];
        foreach (var argument in await ResourceConfiguration.GetArgumentsAsync(resource, execution, cancellationToken).ConfigureAwait(false))
        {
            arguments.Add(place(await ResolveAsync(resource, argument, cancellationToken).ConfigureAwait(false)));
        }
        var environment = NotInherited.ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in await ResourceConfiguration.GetEnvironmentAsync(resource, execution, cancellationToken).ConfigureAwait(false))
        {
            environment[name] = place(await ResolveAsync(resource, value, cancellationToken).ConfigureAwait(false));
        }
        if (arguments.Concat(environment.Values).FirstOrDefault(v => v?.Contains("{{- portForServing", StringComparison.Ordinal) == true) is { } foreign)
        {
            throw new DistributedApplicationException($"Resource '{resource.Name}' asks for the target port of another resource ({foreign}); only that resource itself knows it. Use its Port.");
        }
        return ChildProcess.Start(new()
        {
            FileName = command,
            Arguments = arguments,
            WorkingDirectory = directory,
            Environment = environment,
            OnLine = onLine,
        });
    }

    private async Task<string> ResolveAsync(IResource resource, object value, CancellationToken cancellationToken)
    {
        try
        {
            return await ResourceConfiguration.ResolveAsync(value, execution, cancellationToken).ConfigureAwait(false) ?? "";
        }
        catch (MissingParameterValueException e)
        {
            var name = (ResourceConfiguration.Unwrap(value) as IResource)?.Name ?? "a value";
            throw new DistributedApplicationException($"Resource '{resource.Name}' needs {name}: {e.Message}", e);
        }
    }

    // The build of the AppHost has built the project and noted where.
    private (string Command, string Directory, string[] Arguments) Command(ProjectResource project)
    {
        var path = project.Annotations.OfType<IProjectMetadata>().Last().ProjectPath;
        var directory = Path.GetDirectoryName(path)!;
        var assembly = options.Metadata($"projectassembly:{path}");
        return File.Exists(assembly)
            ? (Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", directory, ["exec", assembly])
            : throw new DistributedApplicationException($"Project '{path}' of resource '{project.Name}' is not built: {assembly ?? "the AppHost does not reference it"}. Build the AppHost.");
    }
}
