using System.Collections.Concurrent;
using System.Diagnostics;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Probe;

/// <summary>A probe host in a process of its own: its real console, its real exit code, real signals.</summary>
internal sealed class ProbeProcess : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posaspire-probe-");
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ProbeProcess(IEnumerable<string> settings)
    {
        Port = ServerProcess.FreePort();
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ProbeProcess).Assembly.Location, ProbeHost.Argument, $"--urls=http://127.0.0.1:{Port}", .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        start.Environment.Remove("ENVIRONMENT");
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
    }

    public int Port { get; }

    public HttpClient Client { get; }

    public string[] Lines => [.. _lines.Where(line => line.Length > 0)];

    public string Errors => string.Join('\n', _errors).Trim();

    public DirectoryInfo Folder => _folder;

    /// <summary>Starts the host without waiting.</summary>
    public static ProbeProcess Begin(params string[] settings) => new(settings);

    /// <summary>Starts the host and waits until it listens.</summary>
    public static async Task<ProbeProcess> StartAsync(params string[] settings)
    {
        var probe = new ProbeProcess(settings);
        await Eventually.TrueAsync(() => probe._process.HasExited || probe.Lines.Any(line => line.Contains("Application started", StringComparison.Ordinal)));
        Assert.False(probe._process.HasExited, probe.Errors);
        return probe;
    }

    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(s_limit);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
