using System.Diagnostics;
using Microsoft.Extensions.Configuration.Json;

namespace PosAspire.AppHost;

/// <summary>This machine as the place where the servers run; <c>native/servers.sh</c> knows how.</summary>
internal sealed class NativeMachine
{
    private readonly string _script;

    private NativeMachine(string script, string dataDirectory, string logDirectory) =>
        (_script, DataDirectory, LogDirectory) = (script, dataDirectory, logDirectory);

    /// <summary>Where everything of this copy lives: database, secrets, keys.</summary>
    public string DataDirectory { get; }

    public string LogDirectory { get; }

    /// <summary>Checks the machine, makes the data folder and this copy's secrets, and adds the secrets as parameters.</summary>
    /// <exception cref="DistributedApplicationException">The machine lacks something; the message is the script's sentence.</exception>
    public static NativeMachine Prepare(IDistributedApplicationBuilder builder, bool needsPostgres)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            throw new DistributedApplicationException("Servers=native needs Linux or macOS. Use Servers=containers with a container engine. Nothing was started.");
        var script = Path.Combine(builder.AppHostDirectory, "native", "servers.sh");
        var start = new ProcessStartInfo("bash", [script, "prepare", .. needsPostgres ? ["postgres"] : Array.Empty<string>()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (builder.Configuration["POS_DATA"] is { Length: > 0 } chosen) start.Environment["POS_DATA"] = chosen;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new DistributedApplicationException(errors.GetAwaiter().GetResult().Trim());
        var said = output.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        var dataDirectory = said["data"];
        // First in the list, so that every other source (environment, command line) wins over the generated secrets.
        var secrets = new JsonConfigurationSource { Path = Path.Combine(dataDirectory, "secrets.json") };
        secrets.ResolveFileProvider();
        builder.Configuration.Sources.Insert(0, secrets);
        return new NativeMachine(script, dataDirectory, said["logs"]);
    }

    /// <summary>One verb of the script as an executable of the graph.</summary>
    public IResourceBuilder<ExecutableResource> AddServer(IDistributedApplicationBuilder builder, string name, params string[] arguments) =>
        builder.AddExecutable(name, "bash", builder.AppHostDirectory, [_script, .. arguments])
            .WithEnvironment("POS_DATA", DataDirectory);
}
