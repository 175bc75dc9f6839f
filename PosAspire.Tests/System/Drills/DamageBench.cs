using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>Damages one stored file at a time, asks what the product says of it, and puts it back.</summary>
internal sealed class DamageBench
{
    private readonly string _folder;
    private readonly BackupCatalogue _catalogue;
    private readonly LogInspection _log;
    private readonly string[] _copies;
    private ulong _state = 20261122;

    public DamageBench(string folder, BackupCatalogue catalogue, LogInspection log)
    {
        (_folder, _catalogue, _log) = (folder, catalogue, log);
        Files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Where(key => key[0] != '.').Order(StringComparer.Ordinal)];
        _copies = [.. Directory.EnumerateDirectories(folder, "backup-*").Select(copy => Path.GetFileName(copy)!)];
    }

    /// <summary>The keys of everything that is stored.</summary>
    public IReadOnlyList<string> Files { get; }

    public Task<byte[]> ReadAsync(string key) => File.ReadAllBytesAsync(Path.Combine(_folder, key));

    /// <summary>What is said while a file has other bytes, or is not there.</summary>
    public async Task<IReadOnlyList<string>> LookAsync(string key, byte[]? bytes)
    {
        var (path, whole) = (Path.Combine(_folder, key), await ReadAsync(key));
        if (bytes is null)
            File.Delete(path);
        else
            await File.WriteAllBytesAsync(path, bytes);
        try
        {
            return await LookAsync(key);
        }
        finally
        {
            await File.WriteAllBytesAsync(path, whole);
        }
    }

    /// <summary>What is said of everything, or of what a file belongs to.</summary>
    public async Task<IReadOnlyList<string>> LookAsync(string? key = null)
    {
        List<string> findings = [];
        var copies = key is null ? _copies : _copies.Where(copy => key.StartsWith(copy, StringComparison.Ordinal));
        foreach (var copy in copies)
        {
            findings.AddRange(await _catalogue.ReadBackAsync(copy, CancellationToken.None));
            if (await _catalogue.FindAsync(copy, CancellationToken.None) is { Verification: null })
                findings.Add($"{copy}/verification.json is missing: nobody looked at the copy.");
        }

        if (key is null || key.StartsWith("wal/", StringComparison.Ordinal))
            findings.AddRange((await _log.LookAsync(CancellationToken.None)).Findings);
        if (key is null || !key.Contains('/'))
            findings.AddRange(await LastRunAsync());
        return findings;
    }

    /// <summary>The same numbers in every run.</summary>
    public int Below(int limit)
    {
        _state = (_state * 6364136223846793005) + 1442695040888963407;
        return (int)((_state >> 33) % (ulong)limit);
    }

    private async Task<IReadOnlyList<string>> LastRunAsync()
    {
        try
        {
            return await _catalogue.LastRunAsync(CancellationToken.None) is null ? ["last-run.json is missing: no backup yet."] : [];
        }
        catch (DamageException damage)
        {
            return [damage.Message];
        }
    }
}
