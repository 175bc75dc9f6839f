using System.Diagnostics;

namespace PosAspire.Tests.Workers;

/// <summary>posctl as an operator runs it.</summary>
internal static class PosctlProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Task<(int Code, string Output, string Errors)> RunAsync(string database, params string[] arguments) => RunAsync(database, [], arguments);

    public static Task<(int Code, string Output, string Errors)> RunAsync(string database, (string Name, string Value)[] settings, params string[] arguments) =>
        RunAsync(database, settings, Limit, arguments);

    /// <param name="within">For work that takes longer than usual.</param>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string database, (string Name, string Value)[] settings, TimeSpan within, params string[] arguments)
    {
        var logs = Directory.CreateTempSubdirectory("posctl-test-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PosAspire.Workers.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["ConnectionStrings__posdb"] = database, ["LOG_DIRECTORY"] = logs.FullName },
            };
            foreach (var (name, value) in settings)
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(within);
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            logs.Delete(recursive: true);
        }
    }
}
