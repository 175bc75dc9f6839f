using Microsoft.Extensions.DependencyInjection;
using PosAspire.Tests.Support;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Restores;

namespace PosAspire.Tests.Workers.Backups;

public sealed class RestoreTests(BackupCluster cluster) : IClassFixture<BackupCluster>, IDisposable
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";

    // Where PostgreSQL's user gets through to the cluster's folder.
    private readonly string _place = ServerProcess.NewFolder("restore");

    [Fact]
    public async Task A_copy_alone_brings_a_shop_back_on_a_new_machine()
    {
        var made = (await cluster.Open().MakeAsync())!;
        var rows = await cluster.ScalarAsync<string>(RowHash);
        var into = Path.Combine(_place, "data");

        var dry = await RestoreAsync("latest", "--into", into, "--dry-run");
        Assert.True(dry.Code == 0, dry.Errors);
        Assert.Contains($"copy     {made.Id}", dry.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_place));
        var asked = await RestoreAsync("latest", "--into", into);
        Assert.Equal(1, asked.Code);
        Assert.Contains("--yes", asked.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_place));

        // As the runbook types it, with a path that names the copy.
        var done = await RestoreAsync($"--backup-file=/backups/{made.Id}.sql", "--into", into, "--yes");
        Assert.True(done.Code == 0, done.Errors + done.Output);
        Assert.Contains($"restored {made.Id}", done.Output, StringComparison.Ordinal);

        await using var restored = await RestoredCluster.StartAsync(into);
        Assert.Equal(rows, await restored.ScalarAsync<string>(RowHash));
    }

    [Fact]
    public async Task What_is_there_is_kept_beside_and_another_clusters_folder_is_refused()
    {
        var made = (await cluster.Open().MakeAsync())!;
        var into = Path.Combine(_place, "data");
        Assert.Equal(0, (await RestoreAsync("latest", "--into", into, "--yes")).Code);
        await using (await RestoredCluster.StartAsync(into))
        {
            var running = await RestoreAsync("latest", "--into", into, "--yes");
            Assert.Equal(1, running.Code);
            Assert.Contains("PostgreSQL runs in", running.Errors, StringComparison.Ordinal);
        }

        var mark = Path.Combine(into, "mark");
        await File.WriteAllTextAsync(mark, "of the first");
        var again = await RestoreAsync(made.Id[..17], "--into", into, "--yes");
        Assert.True(again.Code == 0, again.Errors);
        Assert.False(File.Exists(mark));
        var aside = Assert.Single(Directory.GetDirectories(_place, "data.before-*"));
        Assert.True(File.Exists(Path.Combine(aside, "mark")));

        var other = Path.Combine(_place, "other");
        await PostgresBinaries.RunAsync("chown", [PostgresBinaries.Owner, _place], asOwner: false);
        await PostgresBinaries.RunAsync(Path.Combine(PostgresBinaries.Folder(), "initdb"), ["-D", other, "-U", "postgres", "--no-sync"], asOwner: true);
        var refused = await RestoreAsync("latest", "--into", other, "--yes");
        Assert.Equal(1, refused.Code);
        Assert.Contains("of another one", refused.Errors, StringComparison.Ordinal);
        var forced = await RestoreAsync("latest", "--into", other, "--yes", "--force");
        Assert.True(forced.Code == 0, forced.Errors);
    }

    [Fact]
    public async Task A_damaged_copy_replaces_nothing()
    {
        await cluster.Open().MakeAsync();
        var into = Path.Combine(_place, "data");
        Assert.Equal(0, (await RestoreAsync("latest", "--into", into, "--yes")).Code);
        var file = Directory.GetFiles(cluster.Folder, "base.tar.*", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 3] ^= 4;
        await File.WriteAllBytesAsync(file, bytes);

        var refused = await RestoreAsync("latest", "--into", into, "--yes");

        Assert.Equal(1, refused.Code);
        Assert.Contains($"{Path.GetFileName(file)} is damaged", refused.Errors, StringComparison.Ordinal);
        Assert.Equal([into], Directory.GetDirectories(_place));
        await using var same = await RestoredCluster.StartAsync(into);
        Assert.True(await same.ScalarAsync<long>("SELECT count(*) FROM products") > 0);
    }

    [Fact]
    public async Task A_drill_proves_a_copy_and_notes_it()
    {
        var worker = cluster.Open(proves: true);
        var made = (await worker.MakeAsync())!;
        var copy = (await worker.Catalogue.FindAsync(made.Id, CancellationToken.None))!;
        // The first backup of all is proved at once.
        Assert.Equal(VerificationDepth.Restored, copy.Verification!.Depth);
        Assert.True(copy.IsVerified);
        Assert.Null(await worker.Services.GetRequiredService<RestoreDrill>().DueAsync(CancellationToken.None));
        // That its bytes are whole is less than that.
        await worker.Catalogue.NoteAsync(made.Id, new Verification(DateTimeOffset.UtcNow, VerificationDepth.Checksums, TimeSpan.Zero, []), CancellationToken.None);
        Assert.Equal(VerificationDepth.Restored, (await worker.Catalogue.FindAsync(made.Id, CancellationToken.None))!.Verification!.Depth);
    }

    /// <summary>A copy whose every byte is as it was written, of a database that does not hold together.</summary>
    [Fact]
    public async Task A_drill_finds_what_no_checksum_can()
    {
        var worker = cluster.Open();
        var made = (await worker.MakeAsync())!;
        var manifest = (await worker.Catalogue.FindAsync(made.Id, CancellationToken.None))!.Manifest!;
        var swapped = manifest with
        {
            Rows = manifest.Rows.ToDictionary(table => table.Key, table => table.Key == "products" ? new RowCount(1, 2) : table.Value),
            Audit = new(1, new('0', 64)),
        };
        await worker.Catalogue.PublishAsync(swapped, CancellationToken.None);

        var found = (await worker.Services.GetRequiredService<RestoreDrill>().RunAsync(made.Id, CancellationToken.None))!;

        Assert.Contains(found.Findings, finding => finding.StartsWith("products has ", StringComparison.Ordinal));
        Assert.Contains(found.Findings, finding => finding.StartsWith("Block 1 of the journal", StringComparison.Ordinal));
        Assert.False((await worker.Catalogue.FindAsync(made.Id, CancellationToken.None))!.IsVerified);
        Assert.False((await worker.Status.NewestAsync(CancellationToken.None))!.Verified);
    }

    [Theory]
    [InlineData("latest", "backup-2026-01-06T020000Z")]
    [InlineData("/backups/backup-2026-01-05.sql", "backup-2026-01-05T140000Z")]
    [InlineData("backup-2026-01-05T020000Z", "backup-2026-01-05T020000Z")]
    [InlineData("/backups/backup-2026-01-05T020000Z/", "backup-2026-01-05T020000Z")]
    [InlineData("backup-2026-02", null)]
    [InlineData("", null)]
    public void A_copy_is_named_as_the_runbook_does_it(string wanted, string? chosen)
    {
        var good = new Verification(DateTimeOffset.UtcNow, VerificationDepth.Checksums, TimeSpan.Zero, []);
        ListedBackup[] copies =
        [
            // Made when the clock was a year ahead: its name is the newest, its place in the log is not.
            Copy("backup-2027-01-05T140000Z", "0/5000028", good), new("backup-2026-01-07T020000Z", null, null, "damaged"), Copy("backup-2026-01-06T020000Z", "0/7000028", good),
            Copy("backup-2026-01-05T140000Z", "0/6000028", good), Copy("backup-2026-01-05T020000Z", "0/4000028", good),
        ];
        if (chosen is null)
            Assert.Throws<BackupException>(() => CopyChoice.Of(copies, wanted));
        else
            Assert.Equal(chosen, CopyChoice.Of(copies, wanted).Id);
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);

    /// <summary>Every row of the tables a shop lives by.</summary>
    private const string RowHash =
        """
        SELECT md5(string_agg(row, '' ORDER BY row)) FROM (
          SELECT p::text AS row FROM products p UNION ALL SELECT u::text FROM users u UNION ALL SELECT s::text FROM stock_movements s UNION ALL SELECT l::text FROM locations l) rows
        """;

    private static ListedBackup Copy(string id, string lsn, Verification good) => new(
        id,
        new(
            1, id, BackupManifest.Full, "15.13", 15, "7412345678901234567", "posdb", "postgres", "UTC", 1, lsn, lsn, 16 << 20, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, 1, [],
            new Dictionary<string, RowCount>(), null, "1.0.0"),
        good, null);

    private Task<(int Code, string Output, string Errors)> RestoreAsync(params string[] arguments) =>
        PosctlProcess.RunAsync(Away, [("BACKUP_DIRECTORY", cluster.Folder)], ["restore", .. arguments]);
}
