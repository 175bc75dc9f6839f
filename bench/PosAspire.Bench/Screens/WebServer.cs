using System.Net;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Screens;

/// <summary>The screens as a process of their own, as <c>./pos up</c> runs them.</summary>
internal sealed class WebServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ChildProcess process;

    private WebServer(Uri address, ChildProcess process) => (Address, this.process) = (address, process);

    public Uri Address { get; }

    public static async Task<WebServer> StartAsync(Uri api, string folder, CancellationToken cancellation)
    {
        var address = new Uri($"http://127.0.0.1:{Waiting.FreePort()}");
        var log = Path.Combine(folder, "web.log");
        Dictionary<string, string> environment = new()
        {
            ["ENVIRONMENT"] = "development",
            ["LOG_DIRECTORY"] = Path.Combine(folder, "web-logs"),
            ["DATA_PROTECTION_KEYS"] = Path.Combine(folder, "web-keys"),
            ["services__api__http__0"] = api.AbsoluteUri,
            ["ASPNETCORE_URLS"] = address.AbsoluteUri,
        };
        var server = new WebServer(address, ChildProcess.Start(log, "TERM", environment, "dotnet", "exec", Repository.Program("PosAspire.Web")));
        try
        {
            using var http = new HttpClient { BaseAddress = address };
            await Waiting.UntilAsync("the screens are ready", StartLimit, async () =>
            {
                if (server.process.HasEnded)
                    throw new StepFailedException($"Web ended while starting: {await File.ReadAllTextAsync(log, cancellation)}");
                return await IsReadyAsync(http, cancellation);
            }, cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose() => process.Dispose();

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
