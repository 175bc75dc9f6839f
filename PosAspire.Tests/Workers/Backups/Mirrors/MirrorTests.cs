using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PosAspire.Tests.Support;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Mirrors;
using PosAspire.Workers.Backups.Stores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.Workers.Backups.Mirrors;

/// <summary>A store and one that is kept level with it, without a database: two workers may then do it at once, and do no harm.</summary>
public sealed class MirrorTests : IDisposable
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";
    private const string Cluster = "7412345678901234567";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posaspire-mirror-");
    private readonly SetClock _clock = new();
    private readonly DirectoryStore _first;
    private readonly DirectoryStore _second;
    private readonly MirrorKeeping _keeping;

    public MirrorTests()
    {
        (_first, _second) = (new(_folder.CreateSubdirectory("first").FullName), new(_folder.CreateSubdirectory("second").FullName, isMade: false));
        _keeping = Keeping();
    }

    [Fact]
    public async Task Copies_and_log_come_over_once_and_the_mirror_is_read_back_by_itself()
    {
        var id = await CopyAsync(_clock.GetUtcNow());
        await CopyAsync(_clock.GetUtcNow().AddHours(1), isVerified: false);
        await LogAsync("000000010000000000000003", "three");
        await LogAsync("000000010000000000000004.partial", "fo");
        await RoundAsync();

        var copy = Assert.Single(await new BackupCatalogue(_second).ListAsync(CancellationToken.None));
        Assert.Equal(id, copy.Id);
        Assert.True(copy.IsVerified);
        Assert.Empty(await new BackupCatalogue(_second).ReadBackAsync(id, CancellationToken.None));
        await SameLogAsync();
        await LogAsync("000000010000000000000004.partial", "four");
        await RoundAsync();
        await SameLogAsync();
        Assert.Equal(_second.Name, Assert.Single(await _keeping.StatesAsync(CancellationToken.None)).Name);

        var before = Written();
        await RoundAsync();
        await Keeping().RoundAsync(CancellationToken.None);
        Assert.Equal(before, Written());
    }

    [Fact]
    public async Task What_becomes_of_the_first_does_not_become_of_the_mirror()
    {
        var (one, other) = (await CopyAsync(_clock.GetUtcNow()), await CopyAsync(_clock.GetUtcNow().AddDays(1)));
        await LogAsync("000000010000000000000003", "three");
        await RoundAsync();
        await File.WriteAllTextAsync(Path.Combine(_first.Name, one, "base.tar.gz"), "something else");
        await new BackupCatalogue(_first).DeleteAsync(other, CancellationToken.None);
        await Keeping().RoundAsync(CancellationToken.None);

        var mirror = new BackupCatalogue(_second);
        Assert.Equal(2, (await mirror.ListAsync(CancellationToken.None)).Count(copy => copy.IsVerified));
        Assert.Empty(await mirror.ReadBackAsync(one, CancellationToken.None));
        Assert.Empty(await mirror.ReadBackAsync(other, CancellationToken.None));

        // A new disk in the place of the first.
        Directory.Delete(_first.Name, recursive: true);
        Directory.CreateDirectory(_first.Name);
        await Keeping().RoundAsync(CancellationToken.None);
        Assert.Equal(2, (await mirror.ListAsync(CancellationToken.None)).Count);
        Assert.Single(await new WalArchive(_second).ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_copy_that_is_damaged_here_does_not_come_over_and_is_named()
    {
        var id = await CopyAsync(_clock.GetUtcNow());
        await File.WriteAllTextAsync(Path.Combine(_first.Name, id, "base.tar.gz"), "something else");
        var state = await RoundAsync();

        Assert.Contains($"{id}/base.tar.gz is damaged", state.Problem, StringComparison.Ordinal);
        Assert.Null(state.LevelAt);
        Assert.Empty(await new BackupCatalogue(_second).ListAsync(CancellationToken.None));
        await LogAsync("000000010000000000000003", "three");
        var bytes = Directory.GetFiles(Path.Combine(_first.Name, "wal"), "*.gz").Single();
        await new BackupCatalogue(_first).DeleteAsync(id, CancellationToken.None);
        await File.WriteAllTextAsync(bytes, "something else");
        Assert.Contains("000000010000000000000003", (await RoundAsync()).Problem, StringComparison.Ordinal);
        Assert.Empty(await new WalArchive(_second).ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_mirror_that_is_away_is_said_turns_health_red_after_a_day_and_is_level_again_when_it_is_back()
    {
        var id = await CopyAsync(_clock.GetUtcNow());
        await new BackupCatalogue(_first).NoteAsync(new BackupRun(id, _clock.GetUtcNow(), _clock.GetUtcNow(), null, id, _clock.GetUtcNow()), CancellationToken.None);
        // Of the runner only what it could not note is asked, and it makes nothing here.
        var runner = new BackupRunner(Away, new(_first), null!, null!, null!, _clock, NullLogger<BackupRunner>.Instance);
        var status = new BackupStatus(new BackupSettings(_first.Name, null, null, null), new(_first), runner, _keeping, _clock);
        await RoundAsync();
        Assert.Null((await status.NewestAsync(CancellationToken.None))!.Remark);

        Directory.Move(_second.Name, _second.Name + ".away");
        await LogAsync("000000010000000000000003", "three");
        var behind = await RoundAsync();
        Assert.Contains(_second.Name, behind.Problem, StringComparison.Ordinal);
        Assert.Equal(_clock.GetUtcNow(), behind.LevelAt);
        var said = (await status.NewestAsync(CancellationToken.None))!;
        Assert.True(said.Verified);
        Assert.Contains("is not level", said.Remark, StringComparison.Ordinal);
        _clock.Forward(TimeSpan.FromHours(26));
        Assert.False((await status.NewestAsync(CancellationToken.None))!.Verified);

        Directory.Move(_second.Name + ".away", _second.Name);
        Assert.Null((await RoundAsync()).Problem);
        Assert.True((await status.NewestAsync(CancellationToken.None))!.Verified);
        _clock.Forward(TimeSpan.FromHours(2));
        Assert.Contains("has not been brought level since", (await status.NewestAsync(CancellationToken.None))!.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mirror_lets_go_of_what_no_rule_keeps_and_of_nothing_that_the_first_still_has()
    {
        var old = await CopyAsync(_clock.GetUtcNow().AddDays(-400));
        var older = await CopyAsync(_clock.GetUtcNow().AddDays(-401));
        for (var day = 0; day < 12; day++)
            await CopyAsync(_clock.GetUtcNow().AddDays(-day));
        await RoundAsync();
        await new BackupCatalogue(_first).DeleteAsync(older, CancellationToken.None);
        await Keeping().RoundAsync(CancellationToken.None);

        var left = (await new BackupCatalogue(_second).ListAsync(CancellationToken.None)).Select(copy => copy.Id).ToList();
        Assert.Contains(old, left);
        Assert.DoesNotContain(older, left);
        Assert.Equal(13, left.Count);
    }

    public void Dispose()
    {
        _keeping.Dispose();
        _folder.Delete(recursive: true);
    }

    private MirrorKeeping Keeping()
    {
        var housekeeping = new BackupHousekeeping(_first, new ShopZone(Away, TimeZoneInfo.Utc), _clock, NullLogger<BackupHousekeeping>.Instance);
        return new(Away, new BackupStores(_first, _second), new(_first), housekeeping, _clock, NullLoggerFactory.Instance);
    }

    private async Task<MirrorState> RoundAsync() => Assert.Single(await _keeping.RoundAsync(CancellationToken.None));

    private Dictionary<string, DateTime> Written() => Directory.GetFiles(_second.Name, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);

    private async Task SameLogAsync()
    {
        var (here, there) = (await new WalArchive(_first).ListAsync(CancellationToken.None), await new WalArchive(_second).ListAsync(CancellationToken.None));
        Assert.Equal(here.Values.OrderBy(file => file.Name), there.Values.OrderBy(file => file.Name));
        foreach (var file in there.Values)
            await new WalArchive(_second).FetchAsync(file, Path.Combine(_folder.FullName, "fetched"), CancellationToken.None);
    }

    private async Task LogAsync(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, content);
        await new WalArchive(_first).PutAsync(path, Cluster, Path.Combine(_folder.FullName, "scratch"), _clock.GetUtcNow(), CancellationToken.None);
    }

    private async Task<string> CopyAsync(DateTimeOffset startedAt, bool isVerified = true)
    {
        var (id, catalogue) = (BackupManifest.IdOf(startedAt), new BackupCatalogue(_first));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes($"the rows of {id}"));
        await using var summed = new SummingStream(content);
        await _first.WriteAsync($"{id}/base.tar.gz", summed, CancellationToken.None);
        var file = summed.Sum("base.tar.gz");
        await catalogue.PublishAsync(new(
            BackupManifest.CurrentFormat, id, BackupManifest.Full, "15.13", 15, Cluster, "posdb", "postgres", "America/Chicago", 1, "0/3000028", "0/3000100", 16 << 20,
            startedAt, startedAt.AddMinutes(1), file.Bytes, file.Bytes, [file], new Dictionary<string, RowCount> { ["orders"] = new(10, 12) }, null, "1.0.0"), CancellationToken.None);
        if (isVerified)
            await catalogue.NoteAsync(id, new Verification(startedAt, VerificationDepth.Checksums, TimeSpan.FromSeconds(1), []), CancellationToken.None);
        return id;
    }
}
