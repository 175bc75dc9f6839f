using System.Text;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Tests.Workers.Backups;

public sealed class StoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posaspire-store-");
    private readonly DirectoryStore _store;

    public StoreTests() => _store = new(_folder.FullName);

    [Fact]
    public async Task What_is_written_is_read_from_any_byte_and_listed_in_order()
    {
        await WriteAsync("b/2.txt", "two");
        await WriteAsync("b/1.txt", "one");
        await WriteAsync("a/1.txt", "a one");
        await WriteAsync("b/1.txt", "uno");

        Assert.Equal("uno", await ReadAsync("b/1.txt"));
        Assert.Equal("no", await ReadAsync("b/1.txt", from: 1));
        Assert.Equal(["b/1.txt", "b/2.txt"], await KeysAsync("b/"));
        Assert.Null(await _store.OpenAsync("b/3.txt", CancellationToken.None));
        Assert.True(_store.FreeBytes() > 0);
        await _store.DeleteAsync("b/1.txt", CancellationToken.None);
        await _store.DeleteAsync("b/1.txt", CancellationToken.None);
        await _store.DeleteAsync("b/2.txt", CancellationToken.None);
        Assert.Equal(["a/1.txt"], await KeysAsync(""));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "b")));
    }

    [Fact]
    public async Task A_write_that_breaks_off_leaves_what_was_there()
    {
        await WriteAsync("a/1.txt", "before");
        using var broken = new BrokenStream();
        var problem = await Assert.ThrowsAsync<StoreException>(() => _store.WriteAsync("a/1.txt", broken, CancellationToken.None));

        Assert.Contains("a/1.txt", problem.Message, StringComparison.Ordinal);
        Assert.Equal("before", await ReadAsync("a/1.txt"));
        Assert.Equal(["a/1.txt"], await KeysAsync(""));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.FullName, ".incoming")));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_cleared_after_a_day()
    {
        await WriteAsync("a/1.txt", "whole");
        var left = Path.Combine(_folder.FullName, ".incoming", "left");
        await File.WriteAllTextAsync(left, "half");
        await _store.ClearUnfinishedAsync(DateTimeOffset.UtcNow, CancellationToken.None);
        Assert.True(File.Exists(left));
        await _store.ClearUnfinishedAsync(DateTimeOffset.UtcNow.AddHours(25), CancellationToken.None);
        Assert.False(File.Exists(left));
        Assert.Equal("whole", await ReadAsync("a/1.txt"));
    }

    [Fact]
    public async Task A_folder_that_is_away_is_not_one_without_copies()
    {
        var away = new DirectoryStore(Path.Combine(_folder.FullName, "away"));

        var problem = await Assert.ThrowsAsync<StoreException>(async () => await away.ListAsync("", CancellationToken.None).ToListAsync());
        Assert.Contains("away", problem.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreException>(() => away.OpenAsync("a", CancellationToken.None));
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData(".incoming/a")]
    [InlineData("a b")]
    public async Task No_key_leads_out_of_the_folder(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _store.OpenAsync(key, CancellationToken.None));

    [Fact]
    public async Task A_copy_is_listed_from_its_manifest_on_and_not_before()
    {
        var catalogue = new BackupCatalogue(_store);
        var manifest = await CopyAsync(new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero), publish: false);
        Assert.Empty(await catalogue.ListAsync(CancellationToken.None));
        Assert.Equal(["backup-2026-01-05T020000Z/manifest.json is missing."], await catalogue.ReadBackAsync(manifest.Id, CancellationToken.None));
        await catalogue.PublishAsync(manifest, CancellationToken.None);
        Assert.Empty(await catalogue.ReadBackAsync(manifest.Id, CancellationToken.None));

        var listed = Assert.Single(await catalogue.ListAsync(CancellationToken.None));
        Assert.Equivalent(manifest, listed.Manifest, strict: true);
        Assert.False(listed.IsVerified);
        await catalogue.NoteAsync(manifest.Id, new Verification(DateTimeOffset.UtcNow, VerificationDepth.Checksums, TimeSpan.FromSeconds(1), []), CancellationToken.None);
        Assert.True((await catalogue.FindAsync(manifest.Id, CancellationToken.None))!.IsVerified);

        await catalogue.DeleteAsync(manifest.Id, CancellationToken.None);
        Assert.Empty(await KeysAsync(""));
    }

    [Fact]
    public async Task What_killed_attempts_left_is_cleared_and_listed_copies_are_not()
    {
        var catalogue = new BackupCatalogue(_store);
        var listed = await CopyAsync(DateTimeOffset.UtcNow);
        await CopyAsync(DateTimeOffset.UtcNow.AddDays(-1), publish: false);

        Assert.Equal(0, await catalogue.ClearUnlistedAsync(DateTimeOffset.UtcNow.AddHours(-1), CancellationToken.None));
        Assert.Equal(1, await catalogue.ClearUnlistedAsync(DateTimeOffset.UtcNow.AddHours(1), CancellationToken.None));
        Assert.Empty(await catalogue.ReadBackAsync(listed.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Every_flipped_bit_of_a_manifest_is_found()
    {
        var catalogue = new BackupCatalogue(_store);
        var manifest = await CopyAsync(DateTimeOffset.UtcNow);
        var path = Path.Combine(_folder.FullName, manifest.Id, "manifest.json");
        var whole = await File.ReadAllBytesAsync(path);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var damage = Assert.Throws<DamageException>(() => Sealed.Read<BackupManifest>(flipped, "manifest.json"));
            Assert.StartsWith("manifest.json is damaged", damage.Message, StringComparison.Ordinal);
        }

        whole[^20] ^= 1;
        await File.WriteAllBytesAsync(path, whole);
        var listed = Assert.Single(await catalogue.ListAsync(CancellationToken.None));
        Assert.Contains($"{manifest.Id}/manifest.json is damaged", listed.Problem, StringComparison.Ordinal);
        Assert.False(listed.IsVerified);
    }

    [Fact]
    public async Task Each_kind_of_damage_is_found_and_names_the_file()
    {
        var catalogue = new BackupCatalogue(_store);
        var (one, other) = (await CopyAsync(DateTimeOffset.UtcNow), await CopyAsync(DateTimeOffset.UtcNow.AddDays(-1)));
        var path = Path.Combine(_folder.FullName, one.Id, "base.tar.gz");
        var whole = await File.ReadAllBytesAsync(path);
        foreach (var (damage, words) in new (Action<string>, string)[]
        {
            (file => File.WriteAllBytes(file, [.. whole[..^1], (byte)(whole[^1] ^ 0x10)]), "is not what was written"),
            (file => File.WriteAllBytes(file, whole[..^1]), $"{whole.Length - 1} bytes"),
            (file => File.WriteAllBytes(file, []), "0 bytes"),
            (File.Delete, "is missing"),
        })
        {
            damage(path);
            var finding = Assert.Single(await catalogue.ReadBackAsync(one.Id, CancellationToken.None));
            Assert.Contains($"{one.Id}/base.tar.gz", finding, StringComparison.Ordinal);
            Assert.Contains(words, finding, StringComparison.Ordinal);
            await File.WriteAllBytesAsync(path, whole);
        }

        Assert.Empty(await catalogue.ReadBackAsync(one.Id, CancellationToken.None));
        File.Copy(Path.Combine(_folder.FullName, other.Id, "manifest.json"), Path.Combine(_folder.FullName, one.Id, "manifest.json"), overwrite: true);
        Assert.Contains("it was swapped", Assert.Single(await catalogue.ReadBackAsync(one.Id, CancellationToken.None)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<BackupManifest> CopyAsync(DateTimeOffset startedAt, bool publish = true)
    {
        var id = BackupManifest.IdOf(startedAt);
        var content = $"the rows of {id}";
        await WriteAsync($"{id}/base.tar.gz", content);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var (bytes, sum) = await Checksum.OfAsync(stream, CancellationToken.None);
        var manifest = new BackupManifest(
            BackupManifest.CurrentFormat, id, BackupManifest.Full, "15.13", 15, "7412345678901234567", "posdb", "postgres", "America/Chicago", 1, "0/3000028", "0/3000100", 16 << 20,
            startedAt, startedAt.AddMinutes(1), bytes, bytes, [new("base.tar.gz", bytes, sum)], new Dictionary<string, RowCount> { ["orders"] = new(10, 12) }, new(4, new('a', 64)), "1.0.0");
        if (publish)
            await new BackupCatalogue(_store).PublishAsync(manifest, CancellationToken.None);
        return manifest;
    }

    private async Task WriteAsync(string key, string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await _store.WriteAsync(key, stream, CancellationToken.None);
    }

    private async Task<string> ReadAsync(string key, long from = 0)
    {
        await using var stream = (await _store.OpenAsync(key, CancellationToken.None, from))!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private async Task<List<string>> KeysAsync(string prefix) => await _store.ListAsync(prefix, CancellationToken.None).Select(file => file.Key).ToListAsync();

    /// <summary>Gives some bytes and then breaks, as a disk does that is full.</summary>
    private sealed class BrokenStream() : MemoryStream([1, 2, 3])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer[..1], cancellationToken) : throw new IOException("No space left on device");
    }
}
