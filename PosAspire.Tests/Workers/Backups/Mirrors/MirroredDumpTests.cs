using Microsoft.Extensions.Logging.Abstractions;
using PosAspire.Tests.Support;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Dumps;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Mirrors;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Tests.Workers.Backups.Mirrors;

public sealed class MirroredDumpTests : IDisposable
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=posdb;Username=postgres";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posaspire-mirror-");

    [Fact]
    public async Task A_dump_comes_over_too_encrypted_as_it_is()
    {
        var (clock, keys, plain) = (new SetClock(), new KeyRing(new BackupKey(new byte[32])), Path.Combine(_folder.FullName, "posdb.dump"));
        var (first, second) = (new DirectoryStore(_folder.CreateSubdirectory("first").FullName), new DirectoryStore(_folder.CreateSubdirectory("second").FullName));
        await File.WriteAllTextAsync(plain, "the rows");
        var id = DumpManifest.IdOf(clock.GetUtcNow());
        await new DumpStore(first, keys).KeepAsync(
            id, plain, file => new(DumpManifest.CurrentFormat, id, "15.13", 15, "7412345678901234567", "posdb", clock.GetUtcNow(), clock.GetUtcNow(), file, new Dictionary<string, RowCount>(), null, "1.0.0", keys.Current!.Id), CancellationToken.None);
        var housekeeping = new BackupHousekeeping(first, new ShopZone(Away, TimeZoneInfo.Utc), clock, NullLogger<BackupHousekeeping>.Instance);
        using var keeping = new MirrorKeeping(Away, new BackupStores(first, second), new(first), housekeeping, clock, NullLoggerFactory.Instance);
        Assert.Null(Assert.Single(await keeping.RoundAsync(CancellationToken.None)).Problem);

        var (dumps, fetched) = (new DumpStore(second, keys), Path.Combine(_folder.FullName, "fetched"));
        var dump = await dumps.FindAsync("latest", CancellationToken.None);
        await dumps.FetchAsync(dump, fetched, CancellationToken.None);
        Assert.Equal("the rows", await File.ReadAllTextAsync(fetched));
        await Assert.ThrowsAsync<KeyException>(() => new DumpStore(second).FetchAsync(dump, fetched + ".other", CancellationToken.None));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
