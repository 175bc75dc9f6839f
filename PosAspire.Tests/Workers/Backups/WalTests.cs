using Microsoft.Extensions.DependencyInjection;
using PosAspire.Tests.Support;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Restores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.Workers.Backups;

public sealed class WalTests(BackupCluster cluster) : IClassFixture<BackupCluster>, IDisposable
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";
    private readonly string _place = ServerProcess.NewFolder("moment");

    [Fact]
    public async Task A_shop_that_lost_its_machine_is_back_at_any_moment_or_at_the_last()
    {
        var worker = cluster.Open();
        using var stop = new CancellationTokenSource();
        var receiving = worker.Services.GetRequiredService<WalReceiving>().ReceiveAsync(stop.Token);
        await cluster.ExecuteAsync("CREATE TABLE marks (n int)");
        Assert.True((await worker.MakeAsync())!.Succeeded);
        await cluster.ExecuteAsync("INSERT INTO marks VALUES (1)");
        var moment = await cluster.ScalarAsync<DateTime>("SELECT clock_timestamp()");
        await cluster.ExecuteAsync("INSERT INTO marks VALUES (2)");
        await cluster.ScalarAsync<string>("SELECT pg_switch_wal()::text");
        await cluster.ExecuteAsync("INSERT INTO marks VALUES (3)");
        await cluster.ScalarAsync<string>("SELECT pg_switch_wal()::text");
        await cluster.ExecuteAsync("INSERT INTO marks VALUES (4)");
        await cluster.ReceivedAsync(worker);
        cluster.Server.Kill();
        await Assert.ThrowsAnyAsync<Exception>(() => receiving);

        var (then, last) = (Path.Combine(_place, "then"), Path.Combine(_place, "last"));
        var toThen = await RestoreAsync("--to", $"{moment:O}", "--into", then, "--yes");
        Assert.True(toThen.Code == 0, toThen.Errors + toThen.Output);
        var toLast = await RestoreAsync("latest", "--into", last, "--yes");
        Assert.True(toLast.Code == 0, toLast.Errors + toLast.Output);
        await using (var restored = await RestoredCluster.StartAsync(then))
            Assert.Equal("1", await restored.ScalarAsync<string>(Marks));
        await using (var restored = await RestoredCluster.StartAsync(last))
            Assert.Equal("1 2 3 4", await restored.ScalarAsync<string>(Marks));

        var late = await RestoreAsync("--to", "2099-01-01 12:00", "--into", Path.Combine(_place, "late"), "--yes");
        Assert.Equal(1, late.Code);
        Assert.Contains("is later", late.Errors, StringComparison.Ordinal);
        await MissingAndDamagedAsync();
        await cluster.Server.RestartAsync();
    }

    /// <summary>In an empty folder the program would begin at the server's present when it is started again.</summary>
    [Fact]
    public async Task The_newest_file_stays_with_the_receiver_until_another_follows()
    {
        var worker = cluster.Open();
        var shipping = worker.Services.GetRequiredService<WalShipping>();
        var spool = Directory.CreateDirectory(shipping.Spool).FullName;
        await File.WriteAllTextAsync(Path.Combine(spool, Name(8)), "eight");
        Assert.Equal((1, 0), (await shipping.ShipAsync("1", CancellationToken.None), await shipping.ShipAsync("1", CancellationToken.None)));
        Assert.Equal([Name(8)], Directory.GetFiles(spool).Select(Path.GetFileName));

        await File.WriteAllTextAsync(Path.Combine(spool, Name(9) + WalArchive.Partial), "nin");
        Assert.Equal(1, await shipping.ShipAsync("1", CancellationToken.None));
        Assert.Equal([Name(9) + WalArchive.Partial], Directory.GetFiles(spool).Select(Path.GetFileName));
        Assert.Equal([Name(8), Name(9) + WalArchive.Partial], (await worker.Services.GetRequiredService<WalArchive>().ListAsync(CancellationToken.None)).Keys.Order());
    }

    [Fact]
    public void A_way_through_the_log_ends_at_its_gap_and_takes_only_the_clusters_own_files()
    {
        var manifest = Manifest();
        var whole = WalPath.From(manifest, Files(Name(3), Name(4), Name(5) + ".partial", "00000002.history"), null);
        Assert.Equal(["00000002.history", Name(3), Name(4), Name(5) + ".partial"], whole.Files.Select(file => file.Name));
        Assert.Equal((Start.AddMinutes(5).AddSeconds(30), null), (whole.Reaches, whole.Gap));

        var gap = WalPath.From(manifest, Files(Name(3), Name(5)), null);
        Assert.Equal((Start.AddMinutes(3).AddSeconds(30), Name(4)), (gap.Reaches, gap.Gap));
        Assert.Equal((null, Name(3)), (WalPath.From(manifest, Files(Name(4)), null).Reaches, WalPath.From(manifest, Files(Name(4)), null).Gap));
        Assert.Empty(WalPath.From(manifest with { SystemIdentifier = "another" }, Files(Name(3)), null).Files);
        // A whole file is taken before what was kept of it while it was written; one more than needed comes along.
        var until = WalPath.From(manifest, Files(Name(3), Name(3) + ".partial", Name(4), Name(5), Name(6)), Start.AddMinutes(3.5));
        Assert.Equal([Name(3), Name(4), Name(5)], until.Files.Select(file => file.Name));
        // A restore began a new timeline in the fourth file: both are there for PostgreSQL to choose from.
        Assert.Equal([Name(3), Name(4), Name(4, 2), Name(5, 2)], WalPath.From(manifest, Files(Name(3), Name(4), Name(4, 2), Name(5, 2)), null).Files.Select(file => file.Name));
    }

    [Theory]
    [InlineData("2026-01-05 12:34", "2026-01-05T18:34:00Z")]
    [InlineData("2026-01-05T12:34:56", "2026-01-05T18:34:56Z")]
    [InlineData("2026-01-05T12:34:56Z", "2026-01-05T12:34:56Z")]
    [InlineData("2026-01-05T12:34:56+07:00", "2026-01-05T05:34:56Z")]
    [InlineData("2026-03-08 02:30", null)]
    [InlineData("yesterday evening", null)]
    [InlineData("01/05/2026 12:34", null)]
    public void A_moment_is_read_on_the_shops_clock(string text, string? utc)
    {
        if (utc is null)
            Assert.Throws<BackupException>(() => RecoveryGoal.Moment(text, "America/Chicago"));
        else
            Assert.Equal(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), RecoveryGoal.Moment(text, "America/Chicago"));
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);

    private const string Marks = "SELECT string_agg(n::text, ' ' ORDER BY n) FROM marks";
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);

    private async Task MissingAndDamagedAsync()
    {
        var log = Path.Combine(cluster.Folder, "wal");
        var bytes = Directory.GetFiles(log, "0000*.gz").Order(StringComparer.Ordinal).ToList()[^2];
        var content = await File.ReadAllBytesAsync(bytes);
        content[content.Length / 2] ^= 8;
        await File.WriteAllBytesAsync(bytes, content);
        var damaged = await RestoreAsync("latest", "--into", Path.Combine(_place, "damaged"), "--yes");
        Assert.Equal(1, damaged.Code);
        Assert.Contains($"wal/{Path.GetFileName(bytes)} is damaged", damaged.Errors, StringComparison.Ordinal);

        var note = Directory.GetFiles(log, "0000*.json").Order(StringComparer.Ordinal).ToList()[^2];
        File.Delete(note);
        var gap = await RestoreAsync("--to", $"{DateTimeOffset.UtcNow:O}", "--into", Path.Combine(_place, "gap"), "--yes");
        Assert.Equal(1, gap.Code);
        Assert.Contains($"wal/{Path.GetFileNameWithoutExtension(note)} is missing", gap.Errors, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Errors)> RestoreAsync(params string[] arguments) =>
        PosctlProcess.RunAsync(Away, [("BACKUP_DIRECTORY", cluster.Folder)], ["restore", .. arguments]);

    private static string Name(int number, int timeline = 1) => $"{timeline:X8}00000000{number:X8}";

    /// <summary>Each written at its number's minute, and read half a minute later.</summary>
    private static Dictionary<string, WalFile> Files(params string[] names) => names.ToDictionary(name => name, name =>
    {
        var minute = name.Length >= 24 ? int.Parse(name.AsSpan(16, 8), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture) : 0;
        return new WalFile(name, new(name + ".gz", 1, ""), Start.AddMinutes(minute), Start.AddMinutes(minute).AddSeconds(30), "7412345678901234567");
    });

    private static BackupManifest Manifest() => new(
        1, "backup-2026-01-05T020000Z", BackupManifest.Full, "15.13", 15, "7412345678901234567", "posdb", "postgres", "America/Chicago", 1, "0/3000028", "0/3000100", 16 << 20,
        Start, Start.AddMinutes(1), 1, 1, [], new Dictionary<string, RowCount>(), null, "1.0.0");
}
