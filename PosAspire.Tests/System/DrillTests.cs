using System.Diagnostics;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.SystemTests;

/// <summary>The drills at their smallest: each starts servers of its own, breaks them, judges, and leaves nothing behind.</summary>
[Collection(Alone.Name)]
public sealed class DrillTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static string Program => Path.GetFullPath(
        Path.Combine(Projects.PosAspire_AppHost.ProjectPath, "..", "bench", "PosAspire.Bench", "bin", "Debug", "net10.0", "PosAspire.Bench.dll"));

    [Fact]
    public async Task Equal_keys_at_once_are_one_order() => await PassesAsync("same-key", "rounds=");

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("last-bottle", "sold=1")]
    [InlineData("kill-api", "doubled=0")]
    [InlineData("kill-db", "live_failed=0")]
    [InlineData("kill-redis", "failed_checkouts=0")]
    public async Task What_is_broken_on_purpose_holds(string drill, string shown) => await PassesAsync(drill, shown);

    [Theory]
    [InlineData("drill")]
    [InlineData("drill", "kill-everything")]
    [InlineData("drill", "same-key", "--budget")]
    [InlineData("drill", "same-key", "--budget", "0")]
    [InlineData("drill", "same-key", "--budget", "soon")]
    public async Task Words_that_are_no_drill_are_wrong_usage(params string[] arguments)
    {
        var (code, output) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains("usage:", output, StringComparison.Ordinal);
    }

    private static async Task PassesAsync(string drill, string shown)
    {
        var (code, output) = await RunAsync("drill", drill, "--budget", "0.1");
        var last = output.TrimEnd().Split('\n')[^1];
        Assert.True(code == 0 && last.StartsWith($"drill {drill} passed ", StringComparison.Ordinal), output);
        Assert.Contains(shown, last, StringComparison.Ordinal);
        Assert.Contains(" lost=0 doubled=0", last, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await errors + await output);
    }
}
