using System.Diagnostics;
using Aspire.Hosting.Processes;

namespace PosAspire.Tests.StandIns.Processes;

public class ProcessGuardTests
{
    // Each ignores the polite signal, so that only the last resort ends it.
    private const string StubbornFamily = "trap '' TERM; (trap '' TERM; sleep 1000 & echo grandchild $!; wait) & echo child $$; wait";

    [Fact]
    public async Task Nothing_survives_a_host_ended_by_kill_9()
    {
        var tests = typeof(HostOfChildren).Assembly.Location;
        var (host, seen) = Running.Bash($"exec dotnet exec {tests} \"$FAMILY\" 'sleep 1000 & echo plain $!; wait'", ("FAMILY", StubbornFamily));
        await using var _ = host;
        int[] family = [await seen.NumberAfterAsync("child"), await seen.NumberAfterAsync("grandchild"), await seen.NumberAfterAsync("plain")];
        Assert.All(family, pid => Assert.True(Running.Is(pid)));

        Running.Kill(await seen.NumberAfterAsync("host"));

        await Running.UntilAsync(() => !family.Any(Running.Is));
    }

    [Fact]
    public async Task The_watcher_ends_the_groups_it_was_told_of_and_none_that_it_was_told_to_forget()
    {
        var (watched, _) = Running.Bash("exec sleep 1000");
        var (forgotten, _) = Running.Bash("exec sleep 1000");
        await using var _1 = watched;
        await using var _2 = forgotten;
        using var watcher = Process.Start(new ProcessStartInfo("bash", ["-c", ProcessGuard.Script]) { RedirectStandardInput = true })!;

        await watcher.StandardInput.WriteAsync($"+ {forgotten.Id}\n+ 1\n+ 0\n+ x\n+ {watched.Id}\n- {forgotten.Id}\n");
        await Task.Delay(200);
        Assert.True(Running.Is(watched.Id));
        watcher.StandardInput.Close();
        await watcher.WaitForExitAsync();

        await Running.UntilAsync(() => !Running.Is(watched.Id));
        Assert.True(Running.Is(forgotten.Id));
    }

    [Fact]
    public async Task The_watcher_cannot_be_talked_out_of_it()
    {
        var (child, _) = Running.Bash("exec sleep 1000");
        await using var _1 = child;
        using var watcher = Process.Start(new ProcessStartInfo("bash", ["-c", ProcessGuard.Script]) { RedirectStandardInput = true })!;
        await watcher.StandardInput.WriteAsync($"+ {child.Id}\n");
        await Task.Delay(200);

        using var kill = Process.Start("bash", ["-c", $"kill -TERM {watcher.Id}; kill -INT {watcher.Id}; kill -HUP {watcher.Id}"]);
        await kill.WaitForExitAsync();
        watcher.StandardInput.Close();

        await Running.UntilAsync(() => !Running.Is(child.Id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Nobody_elses_group_is_ever_signalled(int group)
        => Assert.Throws<ArgumentOutOfRangeException>(() => ProcessGroup.Signal(group, 0));
}
