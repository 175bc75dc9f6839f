using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>
/// Runs the resources of an application. Nothing is started unless everything can be; then each starts when its
/// dependencies allow, and at the end each stops before what it depends on.
/// </summary>
internal sealed class Runner : IHostedService, IAsyncDisposable
{
    /// <summary>All resources have ended this long after a stop was asked for; the last by force.</summary>
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan ReservedPerDependency = TimeSpan.FromSeconds(1.5);

    private readonly IServiceProvider _provider;
    private readonly IConfiguration _configuration;
    private readonly DistributedApplicationOptions _options;
    private readonly IResourceCollection _resources;
    private readonly ILogger _log;
    private readonly RunnerServices _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<IResource, HealthMonitor> _monitors = [];
    private readonly List<Task> _monitoring = [];
    private readonly List<Instance> _instances = [];
    private readonly Dictionary<IResource, Endpoints> _endpoints = [];
    private IAsyncDisposable? _dashboard;

    public Runner(IServiceProvider provider, IConfiguration configuration, DistributedApplicationOptions options, ILoggerFactory loggers,
        IResourceCollection resources, ResourceNotificationService notifications, ResourceLoggerService logs, TimeProvider time)
    {
        (_provider, _configuration, _options, _resources) = (provider, configuration, options, resources);
        _log = loggers.CreateLogger<DistributedApplication>();
        _services = new(notifications, logs, time, resources) { InstancesChanged = OnInstancesChanged };
        var name = configuration["AppHost:DashboardApplicationName"];
        logs.LineAdded += options.EnableResourceLogging
            ? (id, line, isError) => loggers.CreateLogger($"{name}.Resources.{id}").Log(isError ? LogLevel.Error : LogLevel.Information, "{Line}", line)
            : (id, line, _) => Console.Out.WriteLine($"{id} | {line}");
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _log.LogInformation("Aspire AppHost version: {Version}", "13.5.2 (stand-in)");
        _log.LogInformation("Distributed application starting.");
        _log.LogInformation("Application host directory is: {Directory}", _configuration["AppHost:Directory"]);
        var randomizePorts = _configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        var url = new Uri(_configuration["ASPNETCORE_URLS"]?.Split(';')[0] ?? "http://localhost:15888");
        CreateInstances();
        Preflight.Check(_resources, _endpoints.Values, randomizePorts, _options.DisableDashboard ? null : url, _provider);
        try
        {
            foreach (var endpoints in _endpoints.Values)
            {
                endpoints.Allocate(randomizePorts);
            }
            if (!_options.DisableDashboard)
            {
                await StartDashboardAsync(url, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (InvalidOperationException e)
        {
            // Somebody took a port between the check and now.
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw new DistributedApplicationException(e.Message, e);
        }
        StartMonitors();
        await Task.WhenAll(_instances.Select(i => StartInstanceAsync(i, cancellationToken))).ConfigureAwait(false);
        if (!cancellationToken.IsCancellationRequested)
        {
            _log.LogInformation("Distributed application started. Press Ctrl+C to shut down.");
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }
        await _stopping.CancelAsync().ConfigureAwait(false);
        var order = new StopOrder(_resources);
        var deadline = _services.Time.GetTimestamp() + (long)(ShutdownTime.TotalSeconds * _services.Time.TimestampFrequency);
        await order.RunAsync(async (resource, dependenciesBelow) =>
        {
            var left = TimeSpan.FromSeconds((deadline - _services.Time.GetTimestamp()) / (double)_services.Time.TimestampFrequency);
            var grace = left - (ReservedPerDependency * dependenciesBelow);
            await Task.WhenAll(_instances.Where(i => i.Resource == resource).Select(i => i.StopAsync(grace > TimeSpan.Zero ? grace : TimeSpan.Zero)))
                .ConfigureAwait(false);
        }).ConfigureAwait(false);
        foreach (var endpoints in _endpoints.Values)
        {
            await endpoints.DisposeAsync().ConfigureAwait(false);
        }
        if (_dashboard is not null)
        {
            await _dashboard.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Also without a stop before it, for example at the end of a test, nothing is left running.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await Task.WhenAll(_monitoring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _instances.ForEach(i => i.Dispose());
        _monitors.Values.ToList().ForEach(m => m.Dispose());
        _stopping.Dispose();
    }

    public async Task<ExecuteCommandResult> ExecuteAsync(string resourceId, string command, CancellationToken cancellationToken)
    {
        var known = command == KnownResourceCommands.StartCommand || command == KnownResourceCommands.StopCommand || command == KnownResourceCommands.RestartCommand;
        var targets = _instances.Where(i => i.Resource is ExecutableResource or ProjectResource)
            .Where(i => string.Equals(i.Id, resourceId, StringComparison.OrdinalIgnoreCase) || string.Equals(i.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (!known || targets.Length == 0)
        {
            return new() { Success = false, Message = $"Command '{command}' not available for resource '{resourceId}'." };
        }
        var results = await Task.WhenAll(targets.Select(t => t.ExecuteAsync(command, cancellationToken))).ConfigureAwait(false);
        return results.FirstOrDefault(r => !r.Success) ?? results[0];
    }

    private void CreateInstances()
    {
        var starter = ActivatorUtilities.CreateInstance<ProcessStarter>(_provider);
        foreach (var resource in _resources)
        {
            _endpoints[resource] = new Endpoints(resource);
            _instances.AddRange(resource.GetInstanceIds().Select(id => new Instance(resource, id, _endpoints[resource], starter, _services)));
        }
    }

    private async Task StartInstanceAsync(Instance instance, CancellationToken cancellationToken)
    {
        switch (instance.Resource)
        {
            case ParameterResource parameter:
                await PublishParameterAsync(parameter).ConfigureAwait(false);
                break;
            case ContainerResource or IResourceWithParent { Parent: ContainerResource }:
                await instance.FailAsync($"'{instance.Id}' needs a container engine, which this runner does not drive; it is skipped.").ConfigureAwait(false);
                break;
            default:
                await instance.StartAsync(cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task PublishParameterAsync(ParameterResource parameter)
    {
        var state = KnownResourceStates.Running;
        try
        {
            await parameter.GetValueAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (MissingParameterValueException e)
        {
            state = KnownResourceStates.ValueMissing;
            _services.Logs.GetLogger(parameter).LogError("{Reason}", e.Message);
        }
        await _services.Notifications.PublishUpdateAsync(parameter, s => s with { State = state }).ConfigureAwait(false);
    }

    private void StartMonitors()
    {
        foreach (var resource in _resources.Where(r => r.TryGetLastAnnotation<HealthCheckAnnotation>(out _)))
        {
            var monitor = new HealthMonitor(resource, _provider.GetRequiredService<HealthCheckService>(), _services.Notifications, _services.Time);
            _monitors[resource] = monitor;
            _monitoring.Add(monitor.RunAsync(() => _instances.Any(i => i.Resource == resource && i.IsRunning), _stopping.Token));
        }
    }

    private async Task StartDashboardAsync(Uri url, CancellationToken cancellationToken)
    {
        var token = _configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] ?? _configuration["DASHBOARD_FRONTEND_BROWSERTOKEN"]
            ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _dashboard = await DashboardHost.StartAsync(_provider, url, token, _configuration["AppHost:DashboardApplicationName"]!, cancellationToken).ConfigureAwait(false);
        var address = url.GetLeftPart(UriPartial.Authority);
        _log.LogInformation("Now listening on: {Address}", address);
        _log.LogInformation("Login to the dashboard at {Address}/login?t={Token}", address, token);
    }

    private void OnInstancesChanged(IResource resource)
    {
        _endpoints[resource].Route(_instances.Where(i => i.Resource == resource && i.IsRunning).Select(i => i.Id));
        _monitors.GetValueOrDefault(resource)?.Wake();
    }
}
