using System.Reflection;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>An application under test: built by its own entry point, then still open to change.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}

/// <summary>Runs an AppHost's entry point inside the test, up to the point where it builds the application.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>How long an entry point may take to build its application.</summary>
    private static readonly TimeSpan EntryPointTime = TimeSpan.FromMinutes(5);

    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>(args, (_, _) => { }, cancellationToken);

    /// <param name="args">The AppHost's command line.</param>
    /// <param name="configureBuilder">Has the last word on the options and settings.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="InvalidOperationException">The entry point ended without building an application.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
    {
        var assembly = typeof(TEntryPoint).Assembly;
        var entryPoint = assembly.EntryPoint
            ?? throw new InvalidOperationException($"Assembly of specified type {typeof(TEntryPoint).Name} does not have an entry point.");
        var built = new TaskCompletionSource<IDistributedApplicationBuilder>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(
            () =>
            {
                TestingHook.Current = new(
                    (options, settings) => TestingDefaults.Apply(assembly, args, options, settings, configureBuilder),
                    builder =>
                    {
                        built.TrySetResult(builder);
                        throw new HostAbortedException();
                    });
                try
                {
                    entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [args]);
                    built.TrySetException(new InvalidOperationException($"The entry point of {assembly.GetName().Name} ended without building an application; what it wrote says why."));
                }
                catch (TargetInvocationException e)
                {
                    built.TrySetException(e.InnerException!);
                }
            },
            CancellationToken.None);
        return new TestingBuilder(await built.Task.WaitAsync(EntryPointTime, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>What differs under test: no dashboard, any free port, the AppHost's first launch profile as configuration.</summary>
internal static class TestingDefaults
{
    public static void Apply(
        Assembly assembly, string[] args, DistributedApplicationOptions options, HostApplicationBuilderSettings settings,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        var name = assembly.GetName().Name!;
        (options.AssemblyName, options.DisableDashboard, options.EnableResourceLogging) = (name, true, true);
        options.Args = [.. options.Args ?? [], .. args];
        (settings.Args, settings.ApplicationName, settings.ContentRootPath) = (options.Args, name, options.ProjectDirectory);
        AddDefaults(settings, new()
        {
            ["DcpPublisher:RandomizePorts"] = "true",
            ["ASPNETCORE_URLS"] = "http://localhost:8080",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        });
        configure(options, settings);
        if (options.ProjectDirectory is { } directory && LaunchProfiles.Read(Path.Combine(directory, name)) is { } launch)
        {
            var asked = Known(settings)["DOTNET_LAUNCH_PROFILE"];
            var (profile, values) = launch.Profiles.First(p => asked is null || p.Key == asked);
            var variables = new Dictionary<string, string?> { ["DOTNET_LAUNCH_PROFILE"] = profile };
            foreach (var (variable, value) in values.EnvironmentVariables)
            {
                variables[variable] = value;
                variables[variable.Replace("DOTNET_", "", StringComparison.Ordinal).Replace("ASPNETCORE_", "", StringComparison.Ordinal)] = value;
            }
            AddDefaults(settings, variables);
        }
    }

    // A default yields to the command line and to the environment.
    private static void AddDefaults(HostApplicationBuilderSettings settings, Dictionary<string, string?> defaults)
    {
        var known = Known(settings);
        (settings.Configuration ??= new()).AddInMemoryCollection(defaults.Where(d => known[d.Key] is null).ToArray());
    }

    private static ConfigurationManager Known(HostApplicationBuilderSettings settings)
    {
        var known = new ConfigurationManager();
        known.AddCommandLine(settings.Args ?? []);
        known.AddConfiguration(settings.Configuration ?? new());
        return known;
    }
}
