using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The base of every resource.</summary>
public abstract class Resource : IResource
{
    private const int LongestName = 64;

    /// <exception cref="ArgumentException">The name is not 1–64 letters, digits and single hyphens that start with a letter.</exception>
    protected Resource(string name)
    {
        ValidateName(nameof(Resource), name);
        Name = name;
    }

    public virtual string Name { get; }

    public virtual ResourceAnnotationCollection Annotations { get; } = [];

    public override string ToString() => Name;

    internal static void ValidateName(string target, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var wrong = name.Length is 0 or > LongestName ? $"must be between 1 and {LongestName} characters long"
            : !char.IsAsciiLetter(name[0]) ? "must start with an ASCII letter"
            : name.Any(c => c != '-' && !char.IsAsciiLetterOrDigit(c)) ? "must contain only ASCII letters, digits, and hyphens"
            : name.Contains("--", StringComparison.Ordinal) ? "cannot contain consecutive hyphens"
            : name[^1] == '-' ? "cannot end with a hyphen" : null;
        if (wrong is not null)
        {
            throw new ArgumentException($"{target} name '{name}' is invalid. Name {wrong}.", nameof(name));
        }
    }
}

public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    public bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource) =>
        (resource = this.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase))) is not null;

    protected override void InsertItem(int index, IResource item)
    {
        if (TryGetByName(item.Name, out var other))
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{item.GetType()}' with name '{item.Name}' because resource of type '{other.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }
        base.InsertItem(index, item);
    }
}

/// <summary>A command that runs on this machine.</summary>
public class ExecutableResource(string name, string command, string workingDirectory)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public string Command { get; } = command;

    public string WorkingDirectory { get; } = workingDirectory;
}

/// <summary>A .NET project.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;

/// <summary>A container: part of the manifest; this implementation does not run it.</summary>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public string? Entrypoint { get; set; } = entrypoint;
}
