using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>Chooses a project's launch profile.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The one asked for, else the AppHost's own when the project has one of that name, else the first that runs the project.</summary>
    public static (string Name, LaunchProfile Profile)? Choose(IProjectMetadata project, ProjectResourceOptions options, IConfiguration configuration)
    {
        if (options.ExcludeLaunchProfile)
        {
            return null;
        }
        var profiles = (project.LaunchSettings ?? Read(project.ProjectPath))?.Profiles ?? [];
        if (options.LaunchProfileName is { Length: > 0 } asked)
        {
            return profiles.TryGetValue(asked, out var found) ? (asked, found)
                : throw new DistributedApplicationException($"Launch settings file of '{project.ProjectPath}' does not contain a '{asked}' profile.");
        }
        var inherited = configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"];
        if (inherited is not null && profiles.TryGetValue(inherited, out var same))
        {
            return (inherited, same);
        }
        var first = profiles.FirstOrDefault(p => p.Value.CommandName is "Project" or "Executable");
        return first.Value is null ? null : (first.Key, first.Value);
    }

    public static LaunchSettings? Read(string projectPath)
    {
        var file = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(file), Reading) : null;
    }
}
