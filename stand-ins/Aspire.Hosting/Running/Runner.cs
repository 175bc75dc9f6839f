using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Running;

/// <summary>Runs the resources of an application.</summary>
internal sealed class Runner : IHostedService
{
    private readonly string _state = "not running";

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ExecuteCommandResult> ExecuteAsync(string resourceId, string commandName, CancellationToken cancellationToken) =>
        throw new DistributedApplicationException($"The application is {_state}.");
}
