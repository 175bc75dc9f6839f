using System.Net;

namespace PosAspire.Bench.Shop;

/// <summary>The API as a process of its own, in production's shape, on a port that it keeps over kills and restarts.</summary>
internal sealed class ApiServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(5);

    private readonly ShopFolder folder;
    private readonly Dictionary<string, string> environment;
    private readonly HttpClient health;
    private ChildProcess? process;

    private ApiServer(ShopFolder folder, Dictionary<string, string> environment)
    {
        (this.folder, this.environment) = (folder, environment);
        environment["ASPNETCORE_URLS"] = Address.AbsoluteUri;
        environment["JWT_SECRET"] = folder.Secret("jwt-secret");
        health = new() { BaseAddress = Address, Timeout = AskLimit };
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{Waiting.FreePort()}");

    /// <summary>The process id of the running one.</summary>
    public int Id => process?.Id ?? throw new StepFailedException("The API does not run.");

    /// <param name="environment">What this host is told beyond address and secrets.</param>
    public static async Task<ApiServer> StartAsync(ShopFolder folder, Dictionary<string, string> environment, CancellationToken cancellation)
    {
        var api = new ApiServer(folder, new(environment));
        try
        {
            await api.RestartAsync(cancellation);
            return api;
        }
        catch
        {
            api.Dispose();
            throw;
        }
    }

    public void Kill() => ChildProcess.Kill(Id);

    /// <summary>Starts it again.</summary>
    /// <returns>The time from start to ready.</returns>
    public async Task<TimeSpan> RestartAsync(CancellationToken cancellation)
    {
        process?.Dispose();
        process = ChildProcess.Start(folder.Log("api"), "TERM", environment, "dotnet", "exec", Repository.Program("PosAspire.Api"));
        return await Waiting.UntilAsync("the API is ready", StartLimit, async () =>
        {
            if (process.HasEnded)
                throw new StepFailedException($"The API ended while starting: {await File.ReadAllTextAsync(folder.Log("api"), cancellation)}");
            return await HealthAsync("/health/ready", cancellation) == HttpStatusCode.OK;
        }, cancellation);
    }

    /// <summary>The status of a health endpoint; null when there was no answer.</summary>
    public async Task<HttpStatusCode?> HealthAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var answer = await health.GetAsync(path, cancellation);
            return answer.StatusCode;
        }
        catch (Exception silence) when (silence is HttpRequestException || (silence is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>The body of a health endpoint, whatever its status.</summary>
    public async Task<string> HealthBodyAsync(string path, CancellationToken cancellation)
    {
        using var answer = await health.GetAsync(path, cancellation);
        return await answer.Content.ReadAsStringAsync(cancellation);
    }

    public void Dispose()
    {
        process?.Dispose();
        process = null;
        health.Dispose();
    }
}
