using System.Diagnostics;
using Aspire.Hosting.Processes;

namespace PosAspire.Tests.StandIns.Processes;

public class ChildProcessTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Every_line_of_both_streams_is_heard_in_order_also_the_last_without_an_end()
    {
        var (child, seen) = Running.Bash("for ((i = 0; i < 20000; i++)); do echo $i; done; echo wrong >&2; printf last; exit 7");
        await using var _ = child;

        Assert.Equal(7, await child.Exited);

        Assert.Equal([.. Enumerable.Range(0, 20000).Select(number => $"{number}"), "last"], seen.Lines.Where(line => line[0] != '!'));
        Assert.Equal(["! wrong"], seen.Lines.Where(line => line[0] == '!'));
    }

    [Fact]
    public async Task An_endless_line_comes_in_pieces()
    {
        var (child, seen) = Running.Bash("head -c 200000 /dev/zero | tr '\\0' x");
        await using var _ = child;

        await child.Exited;

        Assert.Equal(200000, seen.Lines.Sum(line => line.Length));
        Assert.All(seen.Lines, line => Assert.InRange(line.Length, 1, LineReader.MaxLineLength));
    }

    [Fact]
    public async Task The_environment_is_added_to_ours_whatever_the_names()
    {
        var (child, seen) = Running.Bash("env; tty", ("services__my-api__http__0", "http://localhost:1"), ("EMPTY", ""));
        await using var _ = child;

        await child.Exited;

        Assert.Contains("services__my-api__http__0=http://localhost:1", seen.Lines);
        Assert.Contains("EMPTY=", seen.Lines);
        Assert.Contains("PATH=" + Environment.GetEnvironmentVariable("PATH"), seen.Lines);
        Assert.Contains("not a tty", seen.Lines);
    }

    [Fact]
    public async Task The_pid_is_that_of_the_program_itself_and_leads_its_own_session()
    {
        var (child, seen) = Running.Bash("echo pid $$; echo session $(ps -o sid= -p $$)");
        await using var _ = child;

        Assert.Equal(child.Id, await seen.NumberAfterAsync("pid"));
        Assert.Equal(child.Id, await seen.NumberAfterAsync("session"));
    }

    [Theory]
    [InlineData("no-such-program", "/", "Cannot start 'no-such-program': no such program in PATH")]
    [InlineData("/no/such/file", "/", "Cannot start '/no/such/file': there is no file '/no/such/file'.")]
    [InlineData("etc/passwd", "/", "Cannot start 'etc/passwd': '/etc/passwd' is not executable.")]
    [InlineData("bash", "/no/such/folder", "Cannot start 'bash': its working directory '/no/such/folder' does not exist.")]
    public void A_child_that_cannot_start_is_a_sentence(string program, string folder, string sentence)
    {
        var exception = Assert.Throws<InvalidOperationException>(
            () => ChildProcess.Start(new ChildProcessOptions { FileName = program, WorkingDirectory = folder }));

        Assert.StartsWith(sentence, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_is_asked_to_stop_may_finish_its_work()
    {
        var (child, seen) = Running.Bash("trap 'sleep 0.3; echo done; exit 3' TERM; echo pid $$; while :; do sleep 0.05; done");
        await using var _ = child;
        await seen.NumberAfterAsync("pid");

        await child.StopAsync(Grace, CancellationToken.None);

        Assert.Equal(3, await child.Exited);
        Assert.Equal("done", seen.Lines.Last());
    }

    [Fact]
    public async Task A_stubborn_child_and_its_children_are_killed_when_the_grace_is_over()
    {
        var (child, seen) = Running.Bash("trap '' TERM; sleep 1000 & echo grandchild $!; wait");
        await using var _ = child;
        var grandchild = await seen.NumberAfterAsync("grandchild");

        var watch = Stopwatch.StartNew();
        await child.StopAsync(TimeSpan.FromMilliseconds(400), CancellationToken.None);

        Assert.InRange(watch.ElapsedMilliseconds, 350, 3000);
        Assert.Equal(128 + ProcessGroup.Kill, await child.Exited);
        Assert.False(Running.Is(child.Id));
        Assert.False(Running.Is(grandchild));
    }

    [Fact]
    public async Task Cancelling_the_stop_ends_the_grace()
    {
        var (child, seen) = Running.Bash("trap '' TERM; echo pid $$; while :; do sleep 0.1; done");
        await using var _ = child;
        await seen.NumberAfterAsync("pid");
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var watch = Stopwatch.StartNew();
        await child.StopAsync(Grace, impatient.Token);

        Assert.InRange(watch.ElapsedMilliseconds, 150, 3000);
        Assert.False(Running.Is(child.Id));
    }

    [Fact]
    public async Task A_grandchild_may_use_the_grace_although_its_parent_has_ended()
    {
        var (child, seen) = Running.Bash("(trap 'sleep 2.5; echo saved; exit' TERM; echo ready 1; while :; do sleep 0.05; done) & wait");
        await using var _ = child;
        await seen.NumberAfterAsync("ready");

        await child.StopAsync(Grace, CancellationToken.None);

        Assert.Equal("saved", seen.Lines.Last());
    }

    [Fact]
    public async Task What_a_crashed_child_leaves_behind_is_ended_before_it_counts_as_exited()
    {
        var (child, seen) = Running.Bash("sleep 1000 & echo grandchild $!; wait");
        await using var _ = child;
        var grandchild = await seen.NumberAfterAsync("grandchild");

        Running.Kill(child.Id);

        Assert.Equal(128 + ProcessGroup.Kill, await child.Exited.WaitAsync(Grace));
        Assert.False(Running.Is(grandchild));
    }

    [Fact]
    public async Task A_stranger_that_keeps_the_output_open_does_not_hold_up_the_exit()
    {
        var (child, seen) = Running.Bash("setsid bash -c 'echo stranger $$; exec sleep 1000' & sleep 0.3; exit 0");
        await using var _ = child;
        var stranger = await seen.NumberAfterAsync("stranger");

        try
        {
            Assert.Equal(0, await child.Exited.WaitAsync(Grace));
            Assert.True(Running.Is(stranger));
        }
        finally
        {
            Running.Kill(stranger);
        }
    }

    [Fact]
    public async Task Many_quiet_children_take_no_thread_each()
    {
        var children = Enumerable.Range(0, 20).Select(_ => Running.Bash("exec sleep 1000").Child).ToList();
        var watch = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => { })));

        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
        await Task.WhenAll(children.Select(child => child.StopAsync(Grace, CancellationToken.None)));
        Assert.DoesNotContain(children, child => Running.Is(child.Id));
    }
}
