using Microsoft.Extensions.DependencyInjection;
using PosAspire.Tests.Support;
using PosAspire.Tests.Workers;
using PosAspire.Tests.Workers.Backups;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>
/// Real copies of two clusters and their log, damaged in every way that goals.md names: each is found, and a sentence names the file.
/// <c>./pos drill corruption</c> runs the whole of it.
/// </summary>
[Collection(Alone.Name)]
public sealed class CorruptionDrill
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";
    private const string Manifest = "manifest.json";
    private const string Verification = "verification.json";
    private const string Log = "wal/";

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Whole_a_thousand_flips() => await DamageAsync(1_000);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_few_flips() => await DamageAsync(40);

    private static async Task DamageAsync(int flips)
    {
        using var report = new DrillReport("corruption");
        BackupCluster shop = new(), other = new();
        await Task.WhenAll(shop.InitializeAsync(), other.InitializeAsync());
        try
        {
            report.Say("two copies of a shop with its log, and one of another …");
            var worker = await FillAsync(shop, copies: 2);
            await FillAsync(other, copies: 1);
            var bench = new DamageBench(shop.Folder, worker.Catalogue, worker.Services.GetRequiredService<LogInspection>());
            report.Holds((await bench.LookAsync()).Count == 0, $"what is whole is found to be whole: {string.Join(' ', await bench.LookAsync())}");
            report.Add("files", bench.Files.Count);
            await FlipAsync(report, bench, flips);
            await CutAsync(report, bench);
            await SwapAsync(report, bench);
            await SwapClustersAsync(report, bench, other.Folder);
            await RefuseAsync(report, shop, other);
            await WrongKeyAsync(report, other);
            report.Holds((await bench.LookAsync()).Count == 0, "what was put back is whole again");
        }
        finally
        {
            await shop.DisposeAsync();
            await other.DisposeAsync();
        }

        report.Judge();
    }

    /// <summary>Copies, and four files of the log after each.</summary>
    private static async Task<BackupCluster.Worker> FillAsync(BackupCluster cluster, int copies)
    {
        var worker = cluster.Open();
        await cluster.ExecuteAsync("CREATE TABLE filling (n int)");
        using var stop = new CancellationTokenSource();
        var receiving = worker.Services.GetRequiredService<WalReceiving>().ReceiveAsync(stop.Token);
        for (var copy = 0; copy < copies; copy++)
        {
            Assert.True((await worker.MakeAsync())!.Succeeded);
            for (var file = 0; file < 4; file++)
            {
                await cluster.ExecuteAsync("INSERT INTO filling VALUES (1)");
                await cluster.ScalarAsync<string>("SELECT pg_switch_wal()::text");
            }
        }

        await cluster.ExecuteAsync("INSERT INTO filling VALUES (1)");
        await cluster.ReceivedAsync(worker);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
        return worker;
    }

    /// <summary>One bit after another, in every file in turn.</summary>
    private static async Task FlipAsync(DrillReport report, DamageBench bench, int flips)
    {
        report.Say($"{flips} flipped bits …");
        var found = 0;
        for (var flip = 0; flip < flips && report.HasTime; flip++)
        {
            var key = bench.Files[flip % bench.Files.Count];
            var bytes = await bench.ReadAsync(key);
            var at = bench.Below(bytes.Length);
            bytes[at] ^= (byte)(1 << bench.Below(8));
            found += await FoundAsync(report, bench, key, bytes, $"bit flipped in byte {at}");
        }

        report.Add("flips_found", found);
    }

    private static async Task CutAsync(DrillReport report, DamageBench bench)
    {
        report.Say("every file cut off, emptied and removed …");
        var (cut, missing) = (0, 0);
        foreach (var key in bench.Files)
        {
            var whole = await bench.ReadAsync(key);
            foreach (var length in new[] { 0, whole.Length / 2, whole.Length - 1 })
                cut += await FoundAsync(report, bench, key, whole[..length], $"cut to {length} bytes");
            missing += await FoundAsync(report, bench, key, null, "missing");
        }

        report.Add("cut_found", cut);
        report.Add("missing_found", missing);
    }

    /// <summary>Files of one copy in the place of another's, and of the log in each other's.</summary>
    private static async Task SwapAsync(DrillReport report, DamageBench bench)
    {
        report.Say("files swapped between copies …");
        var found = 0;
        foreach (var key in bench.Files.Where(key => key.Contains('/')))
        {
            var (folder, name) = (key.Split('/')[0], key.Split('/')[1]);
            var twin = bench.Files.FirstOrDefault(other => other != key && (folder == "wal" ? other.StartsWith(Log, StringComparison.Ordinal) && Path.GetExtension(other) == Path.GetExtension(key) : other.EndsWith("/" + name, StringComparison.Ordinal)));
            // What a look at one copy found reads the same beside another.
            if (twin is not null && name != Verification)
                found += await FoundAsync(report, bench, key, await bench.ReadAsync(twin), $"replaced by {twin}");
        }

        report.Add("swapped_found", found);
    }

    /// <summary>The same with another cluster's.</summary>
    private static async Task SwapClustersAsync(DrillReport report, DamageBench bench, string folder)
    {
        report.Say("files of another cluster …");
        var found = 0;
        var foreign = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/.", StringComparison.Ordinal)).ToList();
        foreach (var key in bench.Files.Where(key => key.Contains('/') && !key.EndsWith(Verification, StringComparison.Ordinal)))
        {
            var name = Path.GetFileName(key);
            var twin = foreign.FirstOrDefault(file => key.StartsWith(Log, StringComparison.Ordinal) ? file.Contains("/wal/", StringComparison.Ordinal) && Path.GetFileName(file)[..24] == name[..24] && Path.GetExtension(file) == Path.GetExtension(name) : Path.GetFileName(file) == name);
            if (twin is not null)
                found += await FoundAsync(report, bench, key, await File.ReadAllBytesAsync(twin), "replaced by another cluster's");
        }

        report.Add("foreign_found", found);
    }

    /// <summary>Not a damaged file: a whole copy, of the wrong shop.</summary>
    private static async Task RefuseAsync(DrillReport report, BackupCluster shop, BackupCluster other)
    {
        var into = Path.Combine(shop.NewFolder("into"), "data");
        var made = await PosctlProcess.RunAsync(Away, [("BACKUP_DIRECTORY", other.Folder)], "restore", "latest", "--into", into, "--yes");
        var refused = await PosctlProcess.RunAsync(Away, [("BACKUP_DIRECTORY", shop.Folder)], "restore", "latest", "--into", into, "--yes");
        report.Holds(made.Code == 0, $"the other shop is restored: {made.Errors}");
        report.Holds(refused.Code == 1 && refused.Errors.Contains("of another one", StringComparison.Ordinal), $"a copy does not take another cluster's place: {refused.Errors}");
    }

    /// <summary>Whole, encrypted, and opened with no key or another.</summary>
    private static async Task WrongKeyAsync(DrillReport report, BackupCluster cluster)
    {
        report.Say("the wrong key …");
        var folder = cluster.NewFolder("encrypted");
        var made = await PosctlProcess.RunAsync(cluster.Database, [("BACKUP_DIRECTORY", folder), ("BACKUP_ENCRYPTION_KEY", new('1', 64))], "backup", "create");
        report.Holds(made.Code == 0, $"an encrypted copy is made: {made.Errors}");
        foreach (var key in new[] { "", new('2', 64) })
        {
            var into = Path.Combine(cluster.NewFolder("into"), "data");
            var refused = await PosctlProcess.RunAsync(Away, [("BACKUP_DIRECTORY", folder), ("BACKUP_ENCRYPTION_KEY", key)], "restore", "latest", "--into", into, "--yes");
            report.Holds(refused.Code == 1 && refused.Errors.Contains("is encrypted with the key", StringComparison.Ordinal), $"a copy is not opened with another key, and that is said: {refused.Errors}{refused.Output}");
        }
    }

    /// <returns>1 when the damage was found and its file named.</returns>
    private static async Task<int> FoundAsync(DrillReport report, DamageBench bench, string key, byte[]? bytes, string damage)
    {
        var findings = await bench.LookAsync(key, bytes);
        // The manifest is what makes a copy one: without it the folder is listed nowhere, and health says that the copy is gone.
        var isFound = findings.Any(finding => finding.Contains(key, StringComparison.Ordinal)) || (bytes is null && key.EndsWith(Manifest, StringComparison.Ordinal) && findings.Count > 0);
        report.Holds(isFound, $"{key}, {damage}, is found and named; what was said: {string.Join(' ', findings)}");
        return isFound ? 1 : 0;
    }
}
