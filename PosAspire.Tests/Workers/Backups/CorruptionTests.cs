using System.Security.Cryptography;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Stores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>goals.md: 100 % of a thousand flipped bits, of cut, emptied and missing files, in a copy or in the log, each with the file's name.</summary>
public sealed class CorruptionTests : IDisposable
{
    private const string Cluster = "7412345678901234567";
    private const int SegmentBytes = 16 << 20;
    private static readonly string[] Log = ["000000010000000000000003", "000000010000000000000004", "000000010000000000000005.partial"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posaspire-corrupt-");
    private readonly DirectoryStore _store;
    private readonly BackupCatalogue _catalogue;
    private readonly WalArchive _archive;
    private ulong _state = 20261122;

    public CorruptionTests()
    {
        _store = new(_folder.FullName);
        (_catalogue, _archive) = (new(_store), new(_store));
    }

    [Fact]
    public async Task A_thousand_flipped_bits_are_found_and_the_file_is_named()
    {
        var id = await CopyAsync();
        Assert.Empty(await LookAsync(id));
        var files = await _store.ListAsync("", CancellationToken.None).ToListAsync();
        for (var round = 0; round < 1_000; round++)
        {
            var file = files[round % files.Count];
            var path = Path.Combine(_folder.FullName, file.Key);
            var whole = await File.ReadAllBytesAsync(path);
            var at = Below(whole.Length);
            whole[at] ^= (byte)(1 << Below(8));
            await File.WriteAllBytesAsync(path, whole);
            Assert.True(Names(await LookAsync(id), file.Key), $"Round {round}: {file.Key}, byte {at}.");
            await RestoreAsync(path);
        }
    }

    [Fact]
    public async Task Cut_emptied_and_missing_files_are_found()
    {
        var id = await CopyAsync();
        foreach (var file in await _store.ListAsync("", CancellationToken.None).ToListAsync())
        {
            var path = Path.Combine(_folder.FullName, file.Key);
            foreach (var cut in new[] { 0, 1, (int)(file.Bytes / 2), (int)file.Bytes - 1 })
            {
                var whole = await File.ReadAllBytesAsync(path);
                await File.WriteAllBytesAsync(path, whole[..cut]);
                Assert.True(Names(await LookAsync(id), file.Key), $"{file.Key} cut to {cut} bytes.");
                await RestoreAsync(path);
            }

            File.Delete(path);
            // A note of how a copy is can be made again; the copy is then not verified, which is what health asks for.
            var isFound = file.Key.EndsWith("verification.json", StringComparison.Ordinal)
                ? !(await _catalogue.FindAsync(id, CancellationToken.None))!.IsVerified
                : (await LookAsync(id)).Count > 0;
            Assert.True(isFound, $"{file.Key} is missing.");
            await RestoreAsync(path);
        }

        Assert.Empty(await LookAsync(id));
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        Directory.Delete(_folder.FullName + ".whole", recursive: true);
    }

    /// <summary>What a check of everything says: the copy read back, the log's notes, and every file of it fetched.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(string id)
    {
        List<string> findings = [.. await _catalogue.ReadBackAsync(id, CancellationToken.None)];
        try
        {
            var manifest = (await _catalogue.FindAsync(id, CancellationToken.None))?.Manifest;
            var files = await _archive.ListAsync(CancellationToken.None);
            if (manifest is not null && WalPath.From(manifest, files, null) is var path && path.Files.Count != Log.Length)
                findings.Add($"wal/{path.Gap} is missing.");
            foreach (var file in files.Values)
                await _archive.FetchAsync(file, _folder.FullName + ".whole/fetched", CancellationToken.None);
        }
        catch (DamageException damage)
        {
            findings.Add(damage.Message);
        }

        return findings;
    }

    private static bool Names(IReadOnlyList<string> findings, string key) => findings.Any(finding => finding.Contains(key, StringComparison.Ordinal));

    private async Task<string> CopyAsync()
    {
        const string Id = "backup-2026-01-05T080000Z";
        var start = new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
        List<BackupFile> files = [];
        foreach (var (name, bytes) in new[] { ("base.tar.gz", 40_000), ("pg_wal.tar.gz", 5_000), ("backup_manifest", 9_000) })
        {
            using var content = new MemoryStream(RandomNumberGenerator.GetBytes(bytes));
            var (length, sum) = await Checksum.OfAsync(content, CancellationToken.None);
            content.Position = 0;
            await _store.WriteAsync($"{Id}/{name}", content, CancellationToken.None);
            files.Add(new(name, length, sum));
        }

        await _catalogue.PublishAsync(
            new(
                1, Id, BackupManifest.Full, "15.13", 15, Cluster, "posdb", "postgres", "UTC", 1, "0/3000028", "0/3000100", SegmentBytes, start, start.AddMinutes(1),
                files.Sum(file => file.Bytes), 1, files, new Dictionary<string, RowCount> { ["orders"] = new(1, 2) }, new(3, new('b', 64)), "1.0.0"),
            CancellationToken.None);
        await _catalogue.NoteAsync(Id, new Verification(start, VerificationDepth.Restored, TimeSpan.FromSeconds(3), []), CancellationToken.None);
        var whole = Directory.CreateDirectory(_folder.FullName + ".whole").FullName;
        foreach (var name in Log)
        {
            var path = Path.Combine(whole, name);
            await File.WriteAllBytesAsync(path, RandomNumberGenerator.GetBytes(7_000));
            await _archive.PutAsync(path, Cluster, Path.Combine(whole, "packing"), start.AddMinutes(2), CancellationToken.None);
        }

        foreach (var file in await _store.ListAsync("", CancellationToken.None).ToListAsync())
        {
            var kept = Path.Combine(whole, file.Key);
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            File.Copy(Path.Combine(_folder.FullName, file.Key), kept);
        }

        return Id;
    }

    private async Task RestoreAsync(string path)
    {
        var whole = await File.ReadAllBytesAsync(Path.Combine(_folder.FullName + ".whole", Path.GetRelativePath(_folder.FullName, path)));
        await File.WriteAllBytesAsync(path, whole);
    }

    private int Below(int limit)
    {
        _state = (_state * 6364136223846793005) + 1442695040888963407;
        return (int)((_state >> 33) % (ulong)limit);
    }
}
