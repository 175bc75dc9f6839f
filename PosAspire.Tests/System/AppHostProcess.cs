using System.Diagnostics;
using System.Text;

namespace PosAspire.Tests.SystemTests;

/// <summary>The AppHost as a process of its own, as <c>./pos up</c> starts it; for what can only be seen from outside.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private AppHostProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static AppHostProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // A run in the background ignores Ctrl-C, and so would everything it starts: env gives the signal back its meaning.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", "exec", Path.Combine(Projects.PosAspire_AppHost.ProjectPath, "bin", "Debug", "net10.0", "PosAspire.AppHost.dll"), .. arguments])
        {
            WorkingDirectory = Projects.PosAspire_AppHost.ProjectPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        start.Environment["ASPNETCORE_URLS"] = "http://localhost:15888";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var host = new AppHostProcess(Process.Start(start)!);
        host._process.OutputDataReceived += (_, line) => host.Append(line.Data);
        host._process.ErrorDataReceived += (_, line) => host.Append(line.Data);
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using var cancel = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(cancel.Token);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
    }

    public async Task WaitForAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        var end = DateTime.UtcNow + limit;
        while (!await condition())
        {
            if (_process.HasExited) Assert.Fail($"The host ended (code {_process.ExitCode}) while waiting until {what}.\n{Output}");
            if (DateTime.UtcNow > end) Assert.Fail($"It did not happen within {limit} that {what}.\n{Output}");
            await Task.Delay(250);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal("TERM");
            await ExitAsync(TimeSpan.FromSeconds(30));
        }
        _process.Dispose();
    }

    /// <summary>Processes whose command line or environment names the data folder: everything that this copy started.</summary>
    public static IReadOnlyList<string> ProcessesOf(string dataDirectory)
    {
        var found = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                var environment = File.ReadAllText(Path.Combine(folder, "environ"));
                if (command.Contains(dataDirectory, StringComparison.Ordinal) || environment.Contains(dataDirectory, StringComparison.Ordinal))
                    found.Add($"{Path.GetFileName(folder)}: {command}");
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // The process ended while it was looked at, or is another user's.
            }
        }
        return found;
    }

    private void Append(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}
