using System.Diagnostics;
using Npgsql;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>Killed and starved in the middle of a backup or a restore: no good copy is lost, none is falsely good, and the next run recovers.</summary>
[Trait("Category", "Slow")]
public sealed class BreakageTests(BackupCluster cluster) : IClassFixture<BackupCluster>
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";

    /// <summary>The real program, slow enough to be hit.</summary>
    private const string Slowly = "exec $real/pg_basebackup --max-rate=6M \"$@\"";

    [Fact]
    public async Task Workers_that_are_killed_while_they_make_a_copy_leave_nothing_that_seems_good()
    {
        var worker = cluster.Open();
        var good = (await worker.MakeAsync())!;
        var slow = await cluster.NewToolsAsync("pg_basebackup", Slowly);
        foreach (var moment in new[] { 0.2, 0.5, 0.8 })
        {
            using var killed = Posctl([("BACKUP_PG_BIN", slow)], "backup", "create");
            await StagedAsync(moment);
            killed.Kill();
            await killed.WaitForExitAsync();
            Assert.Equal(good.Id, Assert.Single(await worker.Catalogue.ListAsync(CancellationToken.None)).Id);
            Assert.True((await worker.Status.NewestAsync(CancellationToken.None))!.Verified);
        }

        // Its program may still be writing; the next one clears it away all the same.
        await Eventually.TrueAsync(async () => await worker.MakeAsync() is { Succeeded: true });
        var copies = await worker.Catalogue.ListAsync(CancellationToken.None);
        Assert.Equal(2, copies.Count);
        Assert.All(copies, copy => Assert.True(copy.IsVerified));
        Assert.Empty(await worker.Catalogue.ReadBackAsync(good.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_server_that_is_killed_while_it_is_copied_costs_the_copy_and_nothing_else()
    {
        var worker = cluster.Open();
        var good = (await worker.MakeAsync())!;
        var slow = cluster.Open(freshFolder: false, tools: await cluster.NewToolsAsync("pg_basebackup", Slowly));
        var making = slow.MakeAsync();
        await StagedAsync(0.4);
        cluster.Server.Kill();

        var run = (await making)!;

        Assert.Contains("could not be reached, or broke the backup off", run.Problem, StringComparison.Ordinal);
        Assert.Equal(good.Id, Assert.Single(await worker.Catalogue.ListAsync(CancellationToken.None)).Id);
        Assert.False((await worker.Status.NewestAsync(CancellationToken.None))!.Verified);
        await cluster.Server.RestartAsync();
        NpgsqlConnection.ClearAllPools();
        Assert.True((await worker.MakeAsync())!.Succeeded);
        Assert.True((await worker.Status.NewestAsync(CancellationToken.None))!.Verified);
    }

    [Fact]
    public async Task A_disk_that_is_full_fails_the_backup_and_keeps_the_one_before()
    {
        using var disk = await SmallDisk.MountAsync(cluster.NewFolder("disk"), megabytes: 64);
        if (disk is null)
            return;
        var worker = cluster.Open(folder: disk.Folder);
        var good = (await worker.MakeAsync())!;
        Assert.True(good.Succeeded, good.Problem);
        await disk.FillAsync(leaveKilobytes: 900);

        var run = (await worker.MakeAsync())!;

        Assert.Contains("disk is full", run.Problem, StringComparison.Ordinal);
        Assert.Equal(good.Id, Assert.Single(await worker.Catalogue.ListAsync(CancellationToken.None)).Id);
        Assert.Empty(await worker.Catalogue.ReadBackAsync(good.Id, CancellationToken.None));
        Assert.Contains("disk is full", (await worker.Status.NewestAsync(CancellationToken.None))!.Problem, StringComparison.Ordinal);
        // Not even a note finds room: what this process knows still counts.
        await disk.FillAsync(leaveKilobytes: 0);
        Assert.False((await worker.MakeAsync())!.Succeeded);
        Assert.False((await worker.Status.NewestAsync(CancellationToken.None))!.Verified);
        disk.Empty();
        Assert.True((await worker.MakeAsync())!.Succeeded);
        Assert.True((await worker.Status.NewestAsync(CancellationToken.None))!.Verified);
    }

    [Fact]
    public async Task A_restore_that_is_killed_leaves_what_was_there_and_the_next_one_succeeds()
    {
        await cluster.Open().MakeAsync();
        var place = cluster.NewFolder("restore");
        var into = Path.Combine(place, "data");
        Assert.Equal(0, (await RestoreAsync(into)).Code);
        await File.WriteAllTextAsync(Path.Combine(into, "mark"), "");
        foreach (var sign in new[] { "PG_VERSION", "backup_manifest", "postmaster.pid" })
        {
            using var killed = Posctl([], "restore", "latest", "--into", into, "--yes");
            await Eventually.TrueAsync(() => File.Exists(Path.Combine(into + ".restoring", sign)) || killed.HasExited);
            Assert.False(killed.HasExited, "The restore was faster than the kill.");
            killed.Kill();
            await killed.WaitForExitAsync();
            Assert.True(File.Exists(Path.Combine(into, "mark")));
        }

        var done = await RestoreAsync(into);

        Assert.True(done.Code == 0, done.Errors + done.Output);
        Assert.False(Directory.Exists(into + ".restoring"));
        await using var restored = await RestoredCluster.StartAsync(into);
        Assert.True(await restored.ScalarAsync<long>("SELECT count(*) FROM products") > 0);
    }

    [Fact]
    public async Task A_server_that_is_killed_while_it_is_restored_takes_nobodys_place()
    {
        await cluster.Open().MakeAsync();
        var place = cluster.NewFolder("restore");
        var pid = Path.Combine(place, "data.restoring", "postmaster.pid");
        var restoring = RestoreAsync(Path.Combine(place, "data"));
        await Eventually.TrueAsync(() => restoring.IsCompleted || (File.Exists(pid) && File.ReadLines(pid).Any()));
        Assert.False(restoring.IsCompleted, "The restore was faster than the kill.");
        using (var server = Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(pid))[0], System.Globalization.CultureInfo.InvariantCulture)))
            server.Kill();

        var broken = await restoring;

        Assert.Equal(1, broken.Code);
        Assert.StartsWith("posctl: ", broken.Errors, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => Directory.GetFileSystemEntries(place).Length == 0);
        Assert.Equal(0, (await RestoreAsync(Path.Combine(place, "data"))).Code);
    }

    [Fact]
    public async Task A_restore_onto_a_disk_that_is_full_or_becomes_so_leaves_what_was_there()
    {
        await cluster.Open().MakeAsync();
        using var disk = await SmallDisk.MountAsync(cluster.NewFolder("disk"), megabytes: 600);
        if (disk is null)
            return;
        await PostgresBinaries.RunAsync("chmod", ["755", disk.Folder], asOwner: false);
        var into = Path.Combine(disk.Folder, "data");
        Assert.Equal(0, (await RestoreAsync(into)).Code);
        await File.WriteAllTextAsync(Path.Combine(into, "mark"), "");
        await disk.FillAsync(leaveKilobytes: 100 << 10);
        var refused = await RestoreAsync(into);
        Assert.Equal(1, refused.Code);
        Assert.Contains("MB are needed", refused.Errors, StringComparison.Ordinal);

        disk.Empty();
        var restoring = RestoreAsync(into);
        await Eventually.TrueAsync(() => Directory.Exists(into + ".restoring") || restoring.IsCompleted);
        await disk.FillAsync(leaveKilobytes: 4 << 10);
        var broken = await restoring;

        Assert.Equal(1, broken.Code);
        Assert.Contains("No space left", broken.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(into, "mark")));
        Assert.Equal([into], Directory.GetDirectories(disk.Folder));
        disk.Empty();
        Assert.Equal(0, (await RestoreAsync(into)).Code);
    }

    /// <summary>Waits until so much of a copy is there, measured by an earlier one.</summary>
    private async Task StagedAsync(double share)
    {
        var whole = new FileInfo(Directory.GetFiles(cluster.Folder, "base.tar.*", SearchOption.AllDirectories).First(file => !file.Contains("/.", StringComparison.Ordinal))).Length;
        var staging = Path.Combine(cluster.Folder, ".staging");
        await Eventually.TrueAsync(() => Directory.Exists(staging) && Directory.EnumerateFiles(staging, "base.tar.*", SearchOption.AllDirectories).Any(file => new FileInfo(file).Length > whole * share));
    }

    private Process Posctl((string Name, string Value)[] settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PosAspire.Workers.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings.Concat([("ConnectionStrings__posdb", cluster.Database), ("BACKUP_DIRECTORY", cluster.Folder), ("LOG_DIRECTORY", cluster.NewFolder("logs"))]))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private Task<(int Code, string Output, string Errors)> RestoreAsync(string into) =>
        PosctlProcess.RunAsync(Away, [("BACKUP_DIRECTORY", cluster.Folder)], "restore", "latest", "--into", into, "--yes");
}
