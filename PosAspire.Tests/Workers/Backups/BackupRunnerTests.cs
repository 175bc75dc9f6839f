using Npgsql;
using PosAspire.ServiceDefaults.Health;
using PosAspire.Tests.Support;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Tests.Workers.Backups;

public sealed class BackupRunnerTests(BackupCluster cluster) : IClassFixture<BackupCluster>
{
    [Fact]
    public async Task A_copy_says_what_it_is_of_and_is_read_back_and_health_knows_it()
    {
        var worker = cluster.Open();
        Assert.Null(await worker.Status.NewestAsync(CancellationToken.None));

        var run = (await worker.MakeAsync())!;

        Assert.True(run.Succeeded, run.Problem);
        var copy = Assert.Single(await worker.Catalogue.ListAsync(CancellationToken.None));
        Assert.True(copy.IsVerified);
        var manifest = copy.Manifest!;
        Assert.Equal(await cluster.ScalarAsync<string>("SELECT system_identifier::text FROM pg_control_system()"), manifest.SystemIdentifier);
        Assert.Equal("posdb", manifest.Database);
        Assert.Equal(["backup_manifest", "base", "pg_wal"], manifest.Files.Select(file => file.Name.Split('.')[0]));
        var products = await cluster.ScalarAsync<long>("SELECT count(*) FROM products");
        Assert.True(products > 0);
        Assert.Equal(new RowCount(products, products), manifest.Rows["products"]);
        Assert.Equal(new BackupRecord(manifest.EndedAt, true), await worker.Status.NewestAsync(CancellationToken.None));
        Assert.Contains(cluster.Log.Lines, line => line.Contains($"backup {run.Id}: made and verified", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(cluster.Folder, "*", SearchOption.AllDirectories), path => path.Contains(".staging/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_makes_it_while_another_has_the_right_to()
    {
        var worker = cluster.Open();
        await using (var other = new NpgsqlConnection(cluster.Database + ";Pooling=false"))
        {
            await other.OpenAsync();
            await using var take = new NpgsqlCommand("SELECT pg_advisory_lock(x'706F736261636B'::bigint)", other);
            await take.ExecuteNonQueryAsync();
            Assert.Null(await worker.MakeAsync());
        }

        await Eventually.TrueAsync(async () => await worker.MakeAsync() is { Succeeded: true });
    }

    [Fact]
    public async Task What_is_due_is_made_once_by_whoever_comes_first()
    {
        var clock = new SetClock();
        var one = cluster.Open(clock: clock);
        var other = cluster.Open(freshFolder: false, clock: clock);

        Assert.True((await one.Service.RoundAsync(CancellationToken.None))!.Succeeded);
        Assert.Null(await one.Service.RoundAsync(CancellationToken.None));
        Assert.Null(await other.Service.RoundAsync(CancellationToken.None));
        // Both were off for three nights.
        clock.Forward(TimeSpan.FromDays(3));
        Assert.NotNull(await other.Service.RoundAsync(CancellationToken.None));
        Assert.Null(await one.Service.RoundAsync(CancellationToken.None));
        Assert.Equal(2, (await one.Catalogue.ListAsync(CancellationToken.None)).Count);
        // So rarely made, only the last seven days that have one count.
        for (var round = 0; round < 8; round++)
        {
            clock.Forward(TimeSpan.FromDays(40));
            Assert.NotNull(await one.Service.RoundAsync(CancellationToken.None));
        }

        var left = await one.Catalogue.ListAsync(CancellationToken.None);
        Assert.Equal(7, left.Count);
        Assert.All(left, copy => Assert.True(copy.IsVerified));
    }

    [Fact]
    public async Task Tools_of_another_version_are_named_with_the_package_that_brings_the_right_ones()
    {
        var absence = await Assert.ThrowsAsync<BackupException>(() => new ClientTools(PostgresBinaries.Folder()).FindAsync(ClientTools.BaseBackup, 99, CancellationToken.None));

        Assert.Contains("postgresql-client-99", absence.Message, StringComparison.Ordinal);
        Assert.Contains("found: 1", absence.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_breaks_off_costs_no_earlier_one_and_the_next_one_recovers()
    {
        var clock = new SetClock();
        var good = (await cluster.Open(clock: clock).Service.RoundAsync(CancellationToken.None))!;
        clock.Forward(TimeSpan.FromDays(1));
        var broken = cluster.Open(freshFolder: false, tools: await cluster.NewToolsAsync("pg_basebackup", "echo half >$2/base.tar.gz; echo 'pg_basebackup: error: could not write to file: No space left on device' >&2; exit 1"), clock: clock);

        var run = (await broken.Service.RoundAsync(CancellationToken.None))!;

        Assert.Contains("The disk is full", run.Problem, StringComparison.Ordinal);
        Assert.Equal(good.Id, run.LastGood);
        Assert.Equal(good.Id, Assert.Single(await broken.Catalogue.ListAsync(CancellationToken.None)).Id);
        Assert.Empty(await broken.Catalogue.ReadBackAsync(good.Id, CancellationToken.None));
        Assert.Equal(new BackupRecord(run.EndedAt, false, run.Problem), await broken.Status.NewestAsync(CancellationToken.None));
        Assert.Null(await broken.Service.RoundAsync(CancellationToken.None));
        clock.Forward(TimeSpan.FromMinutes(16));
        Assert.True((await cluster.Open(freshFolder: false, clock: clock).Service.RoundAsync(CancellationToken.None))!.Succeeded);
        Assert.True((await broken.Status.NewestAsync(CancellationToken.None))!.Verified);
    }

    [Fact]
    public async Task A_backup_that_is_called_off_ends_its_program_and_is_not_listed()
    {
        var worker = cluster.Open(tools: await cluster.NewToolsAsync("pg_basebackup", "echo $$ >$2/../../pid; echo half >$2/base.tar.gz; exec sleep 600"));
        using var stop = new CancellationTokenSource();
        var making = worker.MakeAsync(stop.Token);
        var pid = Path.Combine(cluster.Folder, "pid");
        await Eventually.TrueAsync(() => File.Exists(pid) && new FileInfo(pid).Length > 0);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);

        var program = (await File.ReadAllTextAsync(pid)).Trim();
        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{program}"));
        Assert.Empty(await worker.Catalogue.ListAsync(CancellationToken.None));
        Assert.Null(await worker.Status.NewestAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_copy_that_was_good_and_is_gone_or_a_folder_that_is_away_turns_health_red()
    {
        var worker = cluster.Open();
        var run = (await worker.MakeAsync())!;
        await worker.Catalogue.DeleteAsync(run.Id, CancellationToken.None);
        Assert.Equal($"{run.Id} is gone", (await worker.Status.NewestAsync(CancellationToken.None))!.Problem);

        Directory.Move(cluster.Folder, cluster.Folder + ".away");
        var unknown = await Assert.ThrowsAsync<BackupStatusException>(() => worker.Status.NewestAsync(CancellationToken.None));
        Assert.Contains("cannot be read", unknown.Message, StringComparison.Ordinal);
        Directory.Delete(cluster.Folder + ".away", recursive: true);
    }

    [Fact]
    public async Task Posctl_makes_lists_and_checks_and_names_the_damaged_file()
    {
        cluster.Open();
        (string, string)[] settings = [("BACKUP_DIRECTORY", cluster.Folder)];
        var made = await PosctlProcess.RunAsync(cluster.Database, settings, "backup", "create");
        Assert.True(made.Code == 0, made.Errors);
        Assert.Matches("^backup backup-[-0-9]+T[0-9]+Z made and verified\n$", made.Output);
        var away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";
        var list = await PosctlProcess.RunAsync(away, settings, "backup", "list");
        Assert.True(list.Code == 0, list.Errors);
        Assert.Contains("  verified  ", list.Output, StringComparison.Ordinal);

        var file = Directory.GetFiles(cluster.Folder, "base.tar.*", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        var check = await PosctlProcess.RunAsync(away, settings, "backup", "verify");
        Assert.Equal(1, check.Code);
        Assert.Contains($"{Path.GetFileName(file)} is damaged", check.Errors, StringComparison.Ordinal);
        Assert.Contains("  damaged  ", (await PosctlProcess.RunAsync(away, settings, "backup", "list")).Output, StringComparison.Ordinal);
    }
}
