using System.Diagnostics;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Workers;

public sealed class PosctlTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Migrate_and_seed_do_their_work_and_say_so()
    {
        await using var database = await TestDatabase.EmptyAsync();
        var pending = await RunAsync(database.ConnectionString, "migrate", "status");
        Assert.Equal(3, pending.Code);
        Assert.Contains("pending 20261122000100_Locations", pending.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(database.ConnectionString, "migrate", "deploy")).Code);
        var seeded = await RunAsync(database.ConnectionString, "seed");
        Assert.Equal(0, seeded.Code);
        Assert.Contains("3227 kept", seeded.Output, StringComparison.Ordinal);
        var back = await RunAsync(database.ConnectionString, "migrate", "rollback", "--all");
        Assert.Equal(0, back.Code);
        Assert.Contains("taken back 20261122000100_Locations", back.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'frobnicate'", "frobnicate")]
    [InlineData("'--frobnicate'", "migrate", "deploy", "--frobnicate")]
    [InlineData("0 to 3600", "migrate", "deploy", "--wait", "-1")]
    [InlineData("Required command", "migrate")]
    public async Task What_is_not_understood_is_named_and_fails(string named, params string[] arguments)
    {
        var wrong = await RunAsync("Host=127.0.0.1;Port=1;Database=posdb;Username=postgres", arguments);
        Assert.NotEqual(0, wrong.Code);
        Assert.Contains(named, wrong.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_is_a_sentence_and_not_a_stack_trace()
    {
        var away = await RunAsync("Host=127.0.0.1;Port=1;Database=posdb;Username=postgres", "migrate", "deploy", "--wait", "1");
        Assert.Equal(1, away.Code);
        Assert.Contains("did not answer for 1 s", away.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", away.Errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string database, params string[] arguments)
    {
        var logs = Directory.CreateTempSubdirectory("posctl-test-");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PosAspire.Workers.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__posdb"] = database, ["LOG_DIRECTORY"] = logs.FullName },
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        logs.Delete(recursive: true);
        return (process.ExitCode, await output, await errors);
    }
}
