using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--step"] = "Pipeline:Step",
        ["--output-path"] = "Pipeline:OutputPath",
        ["--log-level"] = "Pipeline:LogLevel",
    };

    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationOptions _options;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        _options = options;
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPIRE_");
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = configuration };
        TestingHook.Current?.OnCreating(options, settings);
        _host = new HostApplicationBuilder(settings);
        _host.Configuration.AddCommandLine(options.Args ?? [], Switches);
        AppHostDirectory = options.ProjectDirectory ?? _host.Environment.ContentRootPath;
        ExecutionContext = CreateExecutionContext();
        AddAppHostConfiguration();
        AddServices();
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly => _options.Assembly;

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new Builder<T>(this, resource);

    public DistributedApplication Build()
    {
        TestingHook.Current?.OnBuilding(this);
        return new DistributedApplication(_host.Build());
    }

    private DistributedApplicationExecutionContext CreateExecutionContext()
    {
        var publisher = Configuration["Publishing:Publisher"];
        return (Configuration["AppHost:Operation"]?.ToLowerInvariant() ?? (publisher is null ? "run" : "publish")) switch
        {
            "run" => new(DistributedApplicationOperation.Run),
            "publish" => new(DistributedApplicationOperation.Publish, publisher ?? "manifest"),
            _ => throw new DistributedApplicationException("Invalid operation specified. Valid operations are 'publish' or 'run'."),
        };
    }

    // The hash names volumes: by path when running, so that two copies stay apart; by project when publishing.
    private void AddAppHostConfiguration()
    {
        var name = _options.ProjectName ?? Environment.ApplicationName;
        var path = Path.GetFullPath(Path.Join(AppHostDirectory, name));
        var hashed = ExecutionContext.IsPublishMode ? name : path.ToLowerInvariant();
        Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AppHost:Directory"] = AppHostDirectory,
            ["AppHost:Path"] = path,
            ["AppHost:DashboardApplicationName"] = _options.DashboardApplicationName ?? Environment.ApplicationName,
            ["AppHost:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(hashed))),
        });
    }

    private void AddServices()
    {
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _host.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        if (!_options.DisableDashboard)
        {
            // The dashboard shows why a check fails; the console need not repeat it every few seconds.
            _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
        }
        _host.Logging.AddConfiguration(Configuration.GetSection("Logging"));
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Resources);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton(_ => new ResourceNotificationService(Resources, _options));
        Services.AddSingleton<Runner>();
        Services.AddSingleton(p => new ResourceCommandService(p.GetRequiredService<Runner>()));
        Services.AddHealthChecks();
        Services.AddHttpClient();
        if (ExecutionContext.IsRunMode)
        {
            Services.AddHostedService(p => p.GetRequiredService<Runner>());
        }
        else
        {
            Services.AddHostedService<ManifestPublisher>();
        }
    }

    private sealed class Builder<T>(IDistributedApplicationBuilder applicationBuilder, T resource) : IResourceBuilder<T> where T : IResource
    {
        public IDistributedApplicationBuilder ApplicationBuilder => applicationBuilder;

        public T Resource => resource;

        public IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior)
            where TAnnotation : IResourceAnnotation
        {
            if (behavior == ResourceAnnotationMutationBehavior.Replace)
            {
                foreach (var previous in resource.Annotations.OfType<TAnnotation>().ToArray())
                {
                    resource.Annotations.Remove(previous);
                }
            }
            resource.Annotations.Add(annotation);
            return this;
        }
    }
}

/// <summary>Lets the testing builder in while an AppHost's entry point runs inside a test.</summary>
internal sealed record TestingHook(
    Action<DistributedApplicationOptions, HostApplicationBuilderSettings> OnCreating,
    Action<IDistributedApplicationBuilder> OnBuilding)
{
    private static readonly AsyncLocal<TestingHook?> Local = new();

    public static TestingHook? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }
}
