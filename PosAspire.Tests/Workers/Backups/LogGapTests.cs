using Microsoft.Extensions.DependencyInjection;
using PosAspire.Tests.Support;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>What follows a copy must not seem to be whole when it is not: a new copy is made as soon as the log is received again.</summary>
public sealed class LogGapTests(BackupCluster cluster) : IClassFixture<BackupCluster>
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";

    /// <summary>No worker ran while the server wrote more than it keeps.</summary>
    [Fact]
    public async Task A_log_that_was_gone_before_it_was_received_leads_to_a_new_copy()
    {
        var worker = cluster.Open();
        Assert.True((await worker.MakeAsync())!.Succeeded);
        await using (Receiver.Start(worker))
        {
            await Eventually.TrueAsync(async () => await cluster.ScalarAsync<long>("SELECT count(*) FROM pg_stat_replication") == 1);
            await cluster.ExecuteAsync("CREATE TABLE IF NOT EXISTS gone (n int)");
            await cluster.ReceivedAsync(worker);
            // Another worker leaves it to this one.
            await worker.Services.GetRequiredService<WalReceiving>().ReceiveAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
        }

        await WriteAsync(files: 3, removes: true);
        await Eventually.TrueAsync(async () => await cluster.ScalarAsync<long>("SELECT count(*) FROM pg_stat_replication") == 0);
        // The server says that it has the wanted file no longer.
        await worker.Services.GetRequiredService<WalReceiving>().ReceiveAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
        await BridgedAsync(worker);
    }

    /// <summary>The program had not received anything when it ended, and begins at the server's present.</summary>
    [Fact]
    public async Task A_receiver_that_begins_after_the_newest_copy_leads_to_a_new_copy()
    {
        var worker = cluster.Open();
        Assert.True((await worker.MakeAsync())!.Succeeded);
        await WriteAsync(files: 2);

        await BridgedAsync(worker);

        // Nothing is missing now: it makes no further one.
        await using (Receiver.Start(worker))
            await cluster.ReceivedAsync(worker);
        Assert.Equal(2, (await worker.Catalogue.ListAsync(CancellationToken.None)).Count);
    }

    /// <summary>After a restore to an earlier moment the server writes another history, at positions that were written before.</summary>
    [Fact]
    public async Task A_restored_shop_goes_on_and_can_be_lost_again()
    {
        var worker = cluster.Open();
        await cluster.ExecuteAsync("CREATE TABLE lives (n int)");
        DateTime moment;
        await using (Receiver.Start(worker))
        {
            await Eventually.TrueAsync(async () => await cluster.ScalarAsync<long>("SELECT count(*) FROM pg_stat_replication") == 1);
            Assert.True((await worker.MakeAsync())!.Succeeded);
            await cluster.ExecuteAsync("INSERT INTO lives VALUES (1)");
            moment = await cluster.ScalarAsync<DateTime>("SELECT clock_timestamp()");
            await cluster.ExecuteAsync("INSERT INTO lives VALUES (2)");
            await WriteAsync(files: 2);
            await cluster.ReceivedAsync(worker);
        }

        await RestoreAsync("--to", $"{moment:O}", "--into", await LoseAsync());
        Assert.Equal("1", await cluster.ScalarAsync<string>("SELECT string_agg(n::text, ' ' ORDER BY n) FROM lives"));
        await cluster.ExecuteAsync("INSERT INTO lives VALUES (3)");
        await using (Receiver.Start(worker))
        {
            await Eventually.TrueAsync(async () => (await worker.Catalogue.ListAsync(CancellationToken.None)).Count(copy => copy.IsVerified) == 2);
            await cluster.ExecuteAsync("INSERT INTO lives VALUES (4)");
            await cluster.ReceivedAsync(worker);
        }

        await RestoreAsync("latest", "--into", await LoseAsync());
        Assert.Equal("1 3 4", await cluster.ScalarAsync<string>("SELECT string_agg(n::text, ' ' ORDER BY n) FROM lives"));
    }

    /// <summary>Every byte is as it was put there, and yet it does not go on: PostgreSQL would take that for the log's end, and come up.</summary>
    [Fact]
    public async Task A_log_that_cannot_be_read_on_is_not_taken_for_its_end()
    {
        var worker = cluster.Open();
        await using (Receiver.Start(worker))
        {
            await Eventually.TrueAsync(async () => await cluster.ScalarAsync<long>("SELECT count(*) FROM pg_stat_replication") == 1);
            Assert.True((await worker.MakeAsync())!.Succeeded);
            await WriteAsync(files: 5);
            await cluster.ReceivedAsync(worker);
        }

        var archive = worker.Services.GetRequiredService<WalArchive>();
        var victim = (await archive.ListAsync(CancellationToken.None)).Values.Where(file => file.Name.Length == 24).OrderBy(file => file.Name, StringComparer.Ordinal).ToList()[^3];
        var (place, path) = (cluster.NewFolder("read"), Path.Combine(cluster.NewFolder("swapped"), victim.Name));
        await File.WriteAllBytesAsync(path, new byte[16 << 20]);
        await archive.PutAsync(path, victim.SystemIdentifier, Path.Combine(place, "packing"), victim.ReadAt, CancellationToken.None);

        var done = await PosctlProcess.RunAsync(Away, [("BACKUP_DIRECTORY", cluster.Folder)], "restore", "latest", "--into", Path.Combine(place, "data"), "--yes");

        Assert.Equal(1, done.Code);
        Assert.Contains("cannot be replayed to its end", done.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(place));
    }

    private async Task BridgedAsync(BackupCluster.Worker worker)
    {
        var told = Told();
        await using (Receiver.Start(worker))
            await Eventually.TrueAsync(async () => (await worker.Catalogue.ListAsync(CancellationToken.None)).Count(copy => copy.IsVerified) == 2);
        Assert.Equal(told + 1, Told());
    }

    private int Told() => cluster.Log.Lines.Count(line => line.Contains("a new backup is made now", StringComparison.Ordinal));

    /// <param name="removes">The server lets go of each, which somebody may still be receiving.</param>
    private async Task WriteAsync(int files, bool removes = false)
    {
        await cluster.ExecuteAsync("CREATE TABLE IF NOT EXISTS filling (n int)");
        for (var file = 0; file < files; file++)
        {
            await cluster.ExecuteAsync("INSERT INTO filling VALUES (1)");
            await cluster.ScalarAsync<string>("SELECT pg_switch_wal()::text");
            if (removes)
                await cluster.ExecuteAsync("CHECKPOINT");
        }
    }

    /// <returns>The folder of the cluster that was killed.</returns>
    private async Task<string> LoseAsync()
    {
        var folder = await cluster.ScalarAsync<string>("SHOW data_directory");
        cluster.Server.Kill();
        return folder;
    }

    private async Task RestoreAsync(params string[] arguments)
    {
        var done = await PosctlProcess.RunAsync(Away, [("BACKUP_DIRECTORY", cluster.Folder)], ["restore", .. arguments, "--yes"]);
        Assert.True(done.Code == 0, done.Errors + done.Output);
        await cluster.Server.RestartAsync();
    }
}
