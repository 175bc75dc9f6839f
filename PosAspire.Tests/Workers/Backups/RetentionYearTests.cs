using Microsoft.Extensions.DependencyInjection;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Planning;
using PosAspire.Workers.Backups.Restores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>
/// 400 nights of the schedule and its housekeeping over a real folder, with copies of a few bytes: through both changes of clocks, a move
/// to another time zone, a clock that is wrong for a while, and nights that fail.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RetentionYearTests : IDisposable
{
    private const int Days = 400;
    private const int SegmentBytes = 16 << 20;
    private const string Cluster = "7412345678901234567";
    /// <summary>Every file is flushed to the disk, some 60,000 of them; here they need not be.</summary>
    private static readonly string Memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private static readonly DateTimeOffset Start = new(2025, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(30);

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Memory, $"posaspire-year-{Guid.NewGuid():N}")).FullName;
    private readonly YearClock _clock = new(Start);
    private readonly List<ServiceProvider> _opened = [];
    private readonly List<string> _verified = [];
    private DateTimeOffset? _lastGood;
    private int _made;

    [Theory]
    // How far the clock jumps on the 150th day, and back on the 153rd.
    [InlineData("America/Chicago", 365)]
    [InlineData("Australia/Lord_Howe", -200)]
    public async Task Four_hundred_nights_never_lose_the_last_good_copy_or_the_log_after_it(string zone, int jump)
    {
        var schedule = BackupSchedule.Parse(BackupSchedule.Usual);
        var (catalogue, archive, housekeeping, local) = Open(zone);
        for (var day = 0; day < Days; day++)
        {
            if (day is 150 or 153)
                _clock.Forward(TimeSpan.FromDays(day == 150 ? jump : -jump));
            if (day == 250)
                (catalogue, archive, housekeeping, local) = Open("Europe/Berlin");
            for (var look = TimeSpan.Zero; look < TimeSpan.FromDays(1); look += Look, _clock.Forward(Look))
            {
                // Closed for three weeks in spring: nobody looks.
                if (day is > 100 and < 121 || schedule.Due(new(_lastGood, null), _clock.GetUtcNow(), local) > _clock.GetUtcNow())
                    continue;
                await MakeAsync(catalogue, archive);
                await housekeeping.TidyAsync(CancellationToken.None);
                if (_made % 5 == 0 || day is >= 149 and <= 155)
                    await HoldAsync(catalogue, archive, isClockRight: day is < 150 or > 190);
            }
        }

        // A ninth of the nights is not good and tried again.
        Assert.InRange(_made, Days, Days * 10 / 8);
        Assert.InRange((await catalogue.ListAsync(CancellationToken.None)).Count, 30, 50);
    }

    public void Dispose()
    {
        foreach (var opened in _opened)
            opened.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What must hold after every night, whatever the clock says.</summary>
    private async Task HoldAsync(BackupCatalogue catalogue, WalArchive archive, bool isClockRight)
    {
        var copies = await catalogue.ListAsync(CancellationToken.None);
        Assert.Contains(_verified[^1], copies.Select(copy => copy.Id));
        var newest = CopyChoice.Newest(copies)!;
        Assert.Equal(_verified[^1], newest.Id);
        // From it the log leads to its end.
        var path = WalPath.From(newest.Manifest!, await archive.ListAsync(CancellationToken.None), until: null);
        Assert.Equal((null, Segment(_made)), (path.Gap, path.Files[^1].Name));
        // By a clock that is a year ahead everything is old: what stays then is what the rules keep of old copies.
        if (!isClockRight)
            return;
        var now = _clock.GetUtcNow();
        // Counted another way than by the product: every verified night of the last 30 days is here.
        var young = _verified.Where(id => Moment(id) > now.AddDays(-RetentionRules.Usual.Days) && Moment(id) <= now);
        Assert.Empty(young.Except(copies.Select(copy => copy.Id)));
    }

    private async Task MakeAsync(BackupCatalogue catalogue, WalArchive archive)
    {
        var now = _clock.GetUtcNow();
        var id = BackupManifest.IdOf(now);
        _made++;
        var (lsn, isGood) = ($"{_made >> 8:X}/{(_made & 0xFF) << 24:X8}", _made % 9 != 4);
        await catalogue.PublishAsync(
            new(
                1, id, BackupManifest.Full, "15.13", 15, Cluster, "posdb", "postgres", "UTC", 1, lsn, lsn, SegmentBytes, now, now.AddSeconds(10), 1, 1, [],
                new Dictionary<string, RowCount>(), null, "1.0.0"),
            CancellationToken.None);
        await catalogue.NoteAsync(id, new Verification(now, VerificationDepth.Checksums, TimeSpan.Zero, isGood ? [] : ["base.tar.gz is damaged."]), CancellationToken.None);
        var received = Path.Combine(_folder, ".received");
        Directory.CreateDirectory(received);
        await File.WriteAllTextAsync(Path.Combine(received, Segment(_made)), "log");
        await archive.PutAsync(Path.Combine(received, Segment(_made)), Cluster, Path.Combine(_folder, ".packing"), now, CancellationToken.None);
        Directory.Delete(received, recursive: true);
        // A night that was not good is tried again at the next look, as after a quarter of an hour.
        if (!isGood)
            return;
        _verified.Add(id);
        _lastGood = now;
    }

    private (BackupCatalogue Catalogue, WalArchive Archive, BackupHousekeeping Housekeeping, TimeZoneInfo Zone) Open(string zone)
    {
        var local = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddLogging()
            .AddBackupEngine(new BackupSettings(_folder, BackupSchedule.Parse(BackupSchedule.Usual), local, null), "")
            .BuildServiceProvider();
        _opened.Add(services);
        return (services.GetRequiredService<BackupCatalogue>(), services.GetRequiredService<WalArchive>(), services.GetRequiredService<BackupHousekeeping>(), local);
    }

    /// <summary>One a night, so that the log has no hole.</summary>
    private static string Segment(int night) => new WalSegment(1, ((ulong)(night >> 8) << 8) + (ulong)(night & 0xFF)).Name(SegmentBytes);

    private static DateTimeOffset Moment(string id) =>
        DateTimeOffset.ParseExact(id["backup-".Length..], "yyyy-MM-dd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    private sealed class YearClock(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _now = start;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Forward(TimeSpan time) => _now += time;
    }
}
