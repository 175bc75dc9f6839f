using Microsoft.Extensions.DependencyInjection;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.S3;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.Workers.Backups.Stores;

/// <summary>A shop whose copies are in a bucket and nowhere else.</summary>
public sealed class S3BackupTests(BackupCluster cluster, S3Server server) : IClassFixture<BackupCluster>, IClassFixture<S3Server>, IDisposable
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";
    private const string Secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string RowHash = "SELECT md5(string_agg(product::text, '' ORDER BY id)) FROM products product";

    private readonly string _place = ServerProcess.NewFolder("bucket");
    private readonly string _prefix = $"shop-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_new_machine_with_nothing_but_the_buckets_settings_and_the_key_brings_the_shop_back()
    {
        var worker = Open();
        // A bound, as the shop's own server has it: without one there is no slot, and the copy's checkpoint may take away what is being received.
        await cluster.ExecuteAsync("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
        Assert.True(await cluster.ScalarAsync<bool>("SELECT pg_reload_conf()"));
        await Eventually.TrueAsync(async () => await cluster.ScalarAsync<string>("SHOW max_slot_wal_keep_size") == "1GB");
        await using (Receiver.Start(worker))
        {
            Assert.Null((await worker.MakeAsync())!.Problem);
            await ExecuteAsync("CREATE TABLE bucket_marks AS SELECT 7 AS n");
            await ReceivedAsync(worker);
        }

        AssertNothingReadable();

        var list = await RunAsync(Key, "backup", "list");
        Assert.Contains($"key {BackupKey.Parse("", Secret).Id}", list.Output, StringComparison.Ordinal);
        var into = Path.Combine(_place, "data");
        foreach (var (key, words) in new[] { (("BACKUP_ENCRYPTION_KEY", ""), "is not set"), (("BACKUP_ENCRYPTION_KEY", new string('0', 64)), "is another") })
        {
            var refused = await RunAsync([key], "restore", "latest", "--into", into, "--yes");
            Assert.Equal(1, refused.Code);
            Assert.Contains(words, refused.Errors, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(_place));
        }

        var done = await RunAsync(Key, "restore", "latest", "--into", into, "--yes");
        Assert.True(done.Code == 0, done.Errors + done.Output);
        await using var restored = await RestoredCluster.StartAsync(into);
        Assert.Equal(await cluster.ScalarAsync<string>(RowHash), await restored.ScalarAsync<string>(RowHash));
        Assert.Equal(7, await restored.ScalarAsync<int>("SELECT n FROM bucket_marks"));
    }

    [Fact]
    public async Task A_bucket_that_is_away_costs_no_good_copy_and_the_next_backup_recovers()
    {
        var clock = new SetClock();
        await using var line = await FaultyLine.StartAsync(server.Address);
        var worker = Open(line.Address, clock);
        var good = (await worker.Service.RoundAsync(CancellationToken.None))!;
        Assert.Null(good.Problem);
        clock.Forward(TimeSpan.FromDays(1));

        // It goes away in the middle: after what is asked first, when the files come.
        var made = worker.Service.RoundAsync(CancellationToken.None);
        var before = line.Requests;
        await Eventually.TrueAsync(() => line.Requests > before || made.IsCompleted);
        line.Fail(times: 100_000);
        var outcome = await Record.ExceptionAsync(() => made);
        Assert.True(outcome is StoreException || (outcome is null && (await made)!.Problem is not null), $"{outcome}");
        var unknown = await Assert.ThrowsAsync<PosAspire.ServiceDefaults.Health.BackupStatusException>(() => worker.Status.NewestAsync(CancellationToken.None));
        Assert.Contains("cannot be read", unknown.Message, StringComparison.Ordinal);
        var restore = await PosctlProcess.RunAsync(Away, [.. server.Variables(_prefix, line.Address), Key[0]], "restore", "latest", "--into", Path.Combine(_place, "data"), "--yes");
        Assert.Equal(1, restore.Code);
        Assert.Contains("s3://backups/", restore.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_place));

        line.Fail(times: 0);
        Assert.Equal(good.Id, Assert.Single(await worker.Catalogue.ListAsync(CancellationToken.None)).Id);
        Assert.Empty(await worker.Catalogue.ReadBackAsync(good.Id, CancellationToken.None));
        clock.Forward(TimeSpan.FromMinutes(16));
        Assert.Null((await worker.Service.RoundAsync(CancellationToken.None))!.Problem);
        Assert.True((await worker.Status.NewestAsync(CancellationToken.None))!.Verified);
    }

    [Fact]
    public async Task A_folder_takes_the_copies_the_bucket_mirrors_them_and_each_can_be_asked()
    {
        cluster.Open();
        (string, string)[] settings = [.. server.Variables(_prefix).Skip(1), ("BACKUP_DIRECTORY", cluster.Folder), ("BACKUP_COMPRESSION", "gzip")];
        var made = await PosctlProcess.RunAsync(cluster.Database, settings, "backup", "create");
        Assert.True(made.Code == 0, made.Errors);
        Directory.Delete(Directory.GetDirectories(cluster.Folder, "backup-*").Single(), recursive: true);

        Assert.Contains("There are no backups", (await PosctlProcess.RunAsync(Away, settings, "backup", "list")).Output, StringComparison.Ordinal);
        var stores = await PosctlProcess.RunAsync(Away, settings, "backup", "stores");
        Assert.Contains($"s3://backups/{_prefix}  1 verified of 1", stores.Output, StringComparison.Ordinal);
        var check = await PosctlProcess.RunAsync(Away, settings, "backup", "verify", "--store", "s3");
        Assert.True(check.Code == 0, check.Errors);
        var restore = await PosctlProcess.RunAsync(Away, settings, "restore", "latest", "--store", "s3", "--into", Path.Combine(_place, "data"), "--dry-run");
        Assert.True(restore.Code == 0, restore.Errors);
        Assert.Contains("verified", restore.Output, StringComparison.Ordinal);
        var unknown = await PosctlProcess.RunAsync(Away, settings, "backup", "list", "--store", "ftp");
        Assert.Equal(1, unknown.Code);
        Assert.Contains($"There are: {cluster.Folder}, s3://backups/{_prefix}", unknown.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);

    private static (string Name, string Value)[] Key => [("BACKUP_ENCRYPTION_KEY", Secret)];

    private BackupCluster.Worker Open(Uri? through = null, TimeProvider? clock = null) => cluster.Open(clock: clock, with: settings => settings with
    {
        Folder = null,
        StagingFolder = cluster.Folder,
        S3 = server.Settings(_prefix, through) with { Retries = 1 },
        Keys = new(BackupKey.Parse("BACKUP_ENCRYPTION_KEY", Secret)),
    });

    private Task<(int Code, string Output, string Errors)> RunAsync((string, string)[] more, params string[] arguments) =>
        PosctlProcess.RunAsync(Away, [.. server.Variables(_prefix), .. more], arguments);

    private Task<string> ExecuteAsync(string sql) => cluster.ScalarAsync<string>($"DO $$ BEGIN {sql}; END $$; SELECT 'done'");

    private async Task ReceivedAsync(BackupCluster.Worker worker)
    {
        await Eventually.TrueAsync(async () => await cluster.ScalarAsync<bool>(
            "SELECT COALESCE(bool_or(write_lsn >= pg_current_wal_lsn()), false) FROM pg_stat_replication WHERE application_name = 'posaspire-wal'"));
        var identifier = await cluster.ScalarAsync<string>("SELECT system_identifier::text FROM pg_control_system()");
        await worker.Services.GetRequiredService<WalShipping>().ShipAsync(identifier, CancellationToken.None);
    }

    /// <summary>The packed files begin with the mark of encrypted ones, and the notes beside them can be read.</summary>
    private void AssertNothingReadable()
    {
        var files = Directory.GetFiles(Path.Combine(server.Files, _prefix), "*._S3rver_object", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.Contains("base.tar", StringComparison.Ordinal));
        Assert.All(files, file =>
        {
            var start = File.ReadAllBytes(file).AsSpan(0, 6);
            Assert.True(file.Contains(".json", StringComparison.Ordinal) ? start[0] == '{' : start.SequenceEqual("posbak"u8), file);
        });
    }
}
