using System.Reflection;

namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; the entry assembly unless said otherwise.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Also changes waits: without a dashboard, a resource whose dependency has ended gives up.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Sends the output of resources to the logger <c>application.Resources.name</c>.</summary>
    public bool EnableResourceLogging { get; set; }

    public bool AllowUnsecuredTransport { get; set; }

    public string? DashboardApplicationName { get; set; }

    /// <summary>What relative paths are relative to; from the AppHost's build, else the content root.</summary>
    public string? ProjectDirectory
    {
        get => field ?? Metadata("AppHostProjectPath");
        set;
    }

    internal Assembly? Assembly => AssemblyName is null ? Assembly.GetEntryAssembly() : Assembly.Load(AssemblyName);

    internal string? ProjectName
    {
        get => field ?? Metadata("AppHostProjectName");
        set;
    }

    internal string? Metadata(string key) => Assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(m => string.Equals(m.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}
