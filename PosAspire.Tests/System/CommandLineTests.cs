using System.Diagnostics;
using System.Runtime.Versioning;

namespace PosAspire.Tests.SystemTests;

/// <summary>What <c>./pos</c> and its servers' script do with odd machines and odd words, without starting anything.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CommandLineTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posaspire-line-");

    private static string Root => Path.GetFullPath(Path.Combine(Projects.PosAspire_AppHost.ProjectPath, ".."));

    private string Data => Path.Combine(_folder.FullName, "not", "there", "yet");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_data_folder_that_was_there_keeps_its_mode()
    {
        const UnixFileMode Shared = (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit;
        File.SetUnixFileMode(_folder.FullName, Shared);
        var (code, output) = await RunAsync(Path.Combine(Root, "PosAspire.AppHost", "native", "servers.sh"), ["prepare"], new() { ["POS_DATA"] = _folder.FullName });
        Assert.True(code == 0, output);
        Assert.Equal(Shared, File.GetUnixFileMode(_folder.FullName));
    }

    [Fact]
    public async Task The_doctor_reads_an_offset_as_a_decimal_number_and_needs_no_folder_beforehand()
    {
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101); // root's PostgreSQL is another user
        var (_, output) = await RunAsync(Pos, ["doctor"], new() { ["POS_PORT_OFFSET"] = "0080", ["POS_DATA"] = Data });
        Assert.Contains("port 3080 ", output, StringComparison.Ordinal);
        Assert.Contains($"data folder {Data}", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data), "the doctor only looks");
        Assert.DoesNotContain(": line ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99999999999999999999")]
    [InlineData("60000")]
    [InlineData("-1")]
    [InlineData("1e3")]
    public async Task An_offset_that_is_none_is_wrong_usage(string offset)
    {
        var (code, output) = await RunAsync(Pos, ["status"], new() { ["POS_PORT_OFFSET"] = offset, ["POS_DATA"] = Data });
        Assert.Equal(2, code);
        Assert.Equal($"pos: POS_PORT_OFFSET is '{offset}'; it must be a whole number from 0 to 49647.\n", output);
    }

    [Theory]
    [InlineData(2, "ctl needs a command", "ctl")]
    [InlineData(2, "publish does not know '--help'", "publish", "--help")]
    [InlineData(1, "the folder /dev/null cannot be written", "publish", "/dev/null/manifest.json")]
    public async Task Words_that_lead_nowhere_are_answered_before_anything_is_built(int expected, string words, params string[] arguments)
    {
        var path = await InPlaceOfDotnetAsync("exit 1");
        var (code, output) = await RunAsync(Pos, arguments, new() { ["PATH"] = path, ["POS_DATA"] = Data });
        Assert.StartsWith("pos: " + words, output, StringComparison.Ordinal);
        Assert.Equal(expected, code);
    }

    [Fact]
    public async Task Ctrl_C_ends_up_also_when_dotnet_takes_the_signal_and_ends_well()
    {
        // Sends the signal to everyone of the terminal, as Ctrl-C does, and survives it. A run in the background ignores the
        // signal, and so would everything it starts: env gives it back its meaning.
        var path = await InPlaceOfDotnetAsync("trap : INT; kill -INT 0");
        var (code, output) = await RunAsync("setsid", ["--wait", "env", "--default-signal=INT", Pos, "up"], new() { ["PATH"] = path, ["POS_DATA"] = Data });
        Assert.Equal((130, ""), (code, output));
        Assert.False(Directory.Exists(Data), "it went on after Ctrl-C");
    }

    [Fact]
    public async Task A_relative_data_folder_is_the_same_one_for_every_program()
    {
        var path = await InPlaceOfDotnetAsync("echo \"sees $POS_DATA\"");
        var (_, output) = await RunAsync(Pos, ["doctor"], new() { ["PATH"] = path, ["POS_DATA"] = "here/below" });
        Assert.Contains($"sees {_folder.FullName}/here/below\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_sdk_cannot_be_used_its_own_words_say_why()
    {
        var path = await InPlaceOfDotnetAsync("echo no home directory >&2; exit 1");
        var (code, output) = await RunAsync(Pos, ["up"], new() { ["PATH"] = path, ["POS_DATA"] = Data });
        Assert.Equal(1, code);
        Assert.EndsWith("says: no home directory\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_is_full_goes_on_in_a_new_file_and_one_old_one_is_kept()
    {
        var log = Path.Combine(_folder.FullName, "host.log");
        var script = $"seq 1 20000 | POS_LOG_BYTES=40000 node '{Path.Combine(Root, "scripts", "pos", "keep-log.mjs")}' '{log}'";
        var (code, output) = await RunAsync("/bin/sh", ["-c", script], []);
        Assert.True(code == 0, output);
        Assert.Equal(["host.log", "host.log.1"], Directory.GetFiles(_folder.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.InRange(new FileInfo(log + ".1").Length, 40_000, 40_000 + (128 * 1024));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
    }

    /// <summary>A search path on which <c>dotnet</c> is this script.</summary>
    private async Task<string> InPlaceOfDotnetAsync(string script)
    {
        var programs = _folder.CreateSubdirectory("bin");
        var dotnet = Path.Combine(programs.FullName, "dotnet");
        await File.WriteAllTextAsync(dotnet, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(dotnet, (UnixFileMode)0b111_101_101);
        return $"{programs.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    private static string Pos => Path.Combine(Root, "pos");

    private async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }
}
