using System.Text.Json.Nodes;

namespace PosAspire.Bench.Shop;

/// <summary>
/// The folder of one run: data, secrets and logs of its servers. It goes with the run; where the run is killed, a shell that
/// waits at a pipe deletes it.
/// </summary>
internal sealed class ShopFolder : IDisposable
{
    // The servers' own shells end them first; PostgreSQL takes a moment to stop.
    private const string Janitor = "cat >/dev/null; sleep 5; rm -rf \"$1\"";

    private readonly System.Diagnostics.Process janitor;

    private ShopFolder(string path)
    {
        Path = path;
        janitor = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("setsid", ["/bin/sh", "-c", Janitor, "janitor", path])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        })!;
    }

    public string Path { get; }

    /// <summary>What <c>servers.sh</c> reads.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["POS_DATA"] = Path,
        ["POSTGRES_PASSWORD"] = Secret("postgres-password"),
        ["CACHE_PASSWORD"] = Secret("cache-password"),
    };

    /// <summary>A new folder that PostgreSQL's own user may enter, with fresh secrets.</summary>
    public static async Task<ShopFolder> CreateAsync(CancellationToken cancellation)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"posaspire-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(path);
        var folder = new ShopFolder(path);
        try
        {
            Dictionary<string, string> environment = new() { ["POS_DATA"] = path };
            await ChildProcess.RunAsync(environment, cancellation, Repository.ServersScript, "prepare", "postgres");
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public string Log(string name) => System.IO.Path.Combine(Path, name + ".log");

    public string Secret(string name) =>
        (string)JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(Path, "secrets.json")))!["Parameters"]![name]!;

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        janitor.Kill();
        janitor.Dispose();
    }
}
