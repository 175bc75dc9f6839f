using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PosAspire.Tests.Support;
using PosAspire.Tests.Workers;
using PosAspire.Tests.Workers.Backups;
using PosAspire.Workers.Audit;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>
/// A shop with a million orders loses its machine while it sells; it is brought back to its last moment and to an earlier one, and
/// compared with what it was. <c>./pos drill restore</c> runs the whole of it.
/// </summary>
[Collection(Alone.Name)]
public sealed class RestoreDrill
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";
    private static readonly TimeSpan SellsOn = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan MaxRto = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxPitr = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MaxRpo = TimeSpan.FromSeconds(60);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Whole_a_million_orders() =>
        await LoseAsync(int.TryParse(Environment.GetEnvironmentVariable("POS_DRILL_ORDERS"), NumberStyles.None, CultureInfo.InvariantCulture, out var orders) ? orders : 1_000_000);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_few_orders() => await LoseAsync(3_000);

    private static async Task LoseAsync(int orders)
    {
        using var report = new DrillReport("restore");
        var cluster = new BackupCluster();
        await cluster.InitializeAsync();
        try
        {
            await LoseAsync(report, cluster, orders);
        }
        finally
        {
            await cluster.DisposeAsync();
        }

        report.Judge();
    }

    private static async Task LoseAsync(DrillReport report, BackupCluster cluster, int orders)
    {
        report.Say($"on {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB: {orders} orders are written …");
        var past = new SoldPast(cluster.Database);
        await past.SellAsync(orders);
        await past.SealAsync();
        await cluster.ExecuteAsync("VACUUM ANALYZE");
        report.Add("orders", past.Sold);
        report.Add("database_mb", await cluster.ScalarAsync<long>("SELECT pg_database_size('posdb') >> 20"));
        var worker = cluster.Open();
        report.Say("the log is received, and a copy is made …");
        using var machine = new CancellationTokenSource();
        var receiving = worker.Services.GetRequiredService<WalReceiving>().ReceiveAsync(machine.Token);
        var clock = Stopwatch.StartNew();
        var run = (await worker.MakeAsync())!;
        report.Add("backup_s", clock.Elapsed);
        report.Add("backup_mb", (await worker.Catalogue.FindAsync(run.Id, CancellationToken.None))!.Manifest!.Bytes >> 20);
        report.Holds(run.Succeeded, $"a copy is made and verified: {run.Problem}");

        await past.SellAsync((orders / 50) + 1);
        await past.SealAsync();
        var (then, moment, anchors) = (await SoldPast.HashAsync(cluster.Database), await cluster.ScalarAsync<DateTime>("SELECT clock_timestamp()"), cluster.NewFolder("anchors"));
        await AnchorAsync(cluster, anchors, DateTimeOffset.UtcNow.AddDays(-1));
        await Task.Delay(TimeSpan.FromSeconds(1));
        var told = await SellOnAsync(report, past);
        await AnchorAsync(cluster, anchors, DateTimeOffset.UtcNow);
        await past.SellAsync(1);

        // The workers' machine and the server's at once.
        await machine.CancelAsync();
        cluster.Server.Kill();
        var lost = DateTime.UtcNow;
        await receiving.ContinueWith(static _ => { }, TaskScheduler.Default);
        var place = cluster.NewFolder("lost");
        await LatestAsync(report, cluster, Path.Combine(place, "latest"), told, lost);
        await MomentAsync(report, cluster, Path.Combine(place, "moment"), moment, then, anchors);
    }

    /// <summary>A sale every fifth of a second, for longer than the log's way into the archive takes.</summary>
    /// <returns>When each was told to its till.</returns>
    private static async Task<SortedDictionary<long, DateTime>> SellOnAsync(DrillReport report, SoldPast past)
    {
        report.Say("it sells on …");
        SortedDictionary<long, DateTime> told = [];
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < SellsOn; await Task.Delay(Pause))
        {
            await past.SellAsync(1);
            told[past.Sold] = DateTime.UtcNow;
        }

        await past.SealAsync();
        return told;
    }

    private static async Task LatestAsync(DrillReport report, BackupCluster cluster, string into, SortedDictionary<long, DateTime> told, DateTime lost)
    {
        report.Say("the machine is lost. Back to the last moment …");
        var clock = Stopwatch.StartNew();
        await RestoreAsync(report, cluster, [], "latest", "--into", into);
        await using var restored = await RestoredCluster.StartAsync(into);
        var sold = await restored.ScalarAsync<long>("SELECT count(*) FROM \"Transaction\"");
        report.Add("rto_s", clock.Elapsed);
        report.Holds(clock.Elapsed <= MaxRto, "the shop sells again within 5 minutes");
        report.Holds(sold == await restored.ScalarAsync<int>("SELECT max(number) FROM orders"), "no order is missing between others");
        report.Holds(
            await restored.ScalarAsync<long>("SELECT count(*) FROM orders o WHERE (SELECT count(*) FROM order_lines l WHERE (l.location_id, l.order_id) = (o.location_id, o.id)) <> 3 OR NOT EXISTS (SELECT FROM payments p WHERE (p.location_id, p.order_id) = (o.location_id, o.id))") == 0,
            "every order has all of its parts");
        var missed = told.Where(sale => sale.Key > sold).Select(sale => (DateTime?)sale.Value).FirstOrDefault();
        var rpo = missed is { } first ? lost - first : TimeSpan.Zero;
        report.Add("lost_sales", told.Keys.Count(number => number > sold));
        report.Add("rpo_s", rpo);
        report.Holds(rpo <= MaxRpo, "what was told longer than a minute ago is there");
    }

    private static async Task MomentAsync(DrillReport report, BackupCluster cluster, string into, DateTime moment, string then, string anchors)
    {
        report.Say("back to an earlier moment …");
        var clock = Stopwatch.StartNew();
        await RestoreAsync(report, cluster, [("AUDIT_ANCHOR_DIRECTORY", anchors)], "--to", $"{moment:O}", "--into", into);
        await using var restored = await RestoredCluster.StartAsync(into);
        await restored.ScalarAsync<long>("SELECT count(*) FROM \"Transaction\"");
        report.Add("pitr_s", clock.Elapsed);
        report.Holds(clock.Elapsed <= MaxPitr, "an earlier moment is there within 10 minutes");
        report.Holds(await SoldPast.HashAsync(restored.ConnectionString) == then, "every row is as it was at that moment");
        var audit = await PosctlProcess.RunAsync(restored.ConnectionString, [], RestoreLimit, "audit", "verify", "--anchors", anchors);
        report.Holds(audit.Code == 0, $"the journal holds after the restore: {audit.Errors}");
        report.Holds(audit.Errors.Contains("set 1 anchors", StringComparison.Ordinal), "the anchor of a later block was set aside, and that is said");
    }

    private static async Task RestoreAsync(DrillReport report, BackupCluster cluster, (string, string)[] settings, params string[] arguments)
    {
        var done = await PosctlProcess.RunAsync(Away, [("BACKUP_DIRECTORY", cluster.Folder), .. settings], RestoreLimit, ["restore", .. arguments, "--yes"]);
        report.Say(done.Output.TrimEnd());
        report.Holds(done.Code == 0, $"posctl restore succeeds: {done.Errors}");
    }

    /// <summary>Keeps the newest block outside the database, as the sealer does.</summary>
    private static async Task AnchorAsync(BackupCluster cluster, string folder, DateTimeOffset at)
    {
        await using var source = NpgsqlDataSource.Create(cluster.Database + ";Pooling=false");
        await using var connection = await source.OpenConnectionAsync();
        var head = (await MainTables.HeadAsync(connection, CancellationToken.None))!;
        new AuditAnchors(folder, await AuditAnchors.IdentityAsync(source, CancellationToken.None)).Write(new(head.Number, Convert.FromHexString(head.Hash)), at);
    }
}
