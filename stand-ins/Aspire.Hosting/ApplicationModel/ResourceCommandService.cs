namespace Aspire.Hosting.ApplicationModel;

/// <summary>Starts, stops and restarts resources on request.</summary>
public class ResourceCommandService
{
    private readonly Running.Runner _runner;

    internal ResourceCommandService(Running.Runner runner) => _runner = runner;

    /// <summary>Runs a command of <see cref="KnownResourceCommands"/>; for every replica when the id is the resource's name.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        _runner.ExecuteAsync(resourceId, commandName, cancellationToken);

    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource.Name, commandName, cancellationToken);
}

public sealed class ExecuteCommandResult
{
    public required bool Success { get; init; }

    /// <summary>What is wrong, when it did not succeed.</summary>
    public string? Message { get; init; }
}
