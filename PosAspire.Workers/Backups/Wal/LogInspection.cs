using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Planning;

namespace PosAspire.Workers.Backups.Wal;

/// <summary>Reads the kept log back: every file against its note, and whether it leads on from every young copy.</summary>
public sealed class LogInspection(BackupCatalogue catalogue, WalArchive archive, TimeProvider clock)
{
    /// <returns>How many files were read, and a sentence for each that is damaged or missing.</returns>
    public async Task<(int Files, IReadOnlyList<string> Findings)> LookAsync(CancellationToken cancellation)
    {
        List<string> findings = [];
        IReadOnlyDictionary<string, WalFile> files;
        try
        {
            files = await archive.ListAsync(cancellation);
        }
        catch (DamageException damage)
        {
            return (0, [damage.Message]);
        }

        var place = Directory.CreateTempSubdirectory("posaspire-log-");
        try
        {
            foreach (var file in files.Values.OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                try
                {
                    await archive.FetchAsync(file, Path.Combine(place.FullName, "file"), cancellation);
                }
                catch (DamageException damage)
                {
                    findings.Add(damage.Message);
                }
            }
        }
        finally
        {
            place.Delete(recursive: true);
        }

        findings.AddRange(await UnnamedAsync(files, cancellation));
        findings.AddRange(await ForeignAsync(files, cancellation));
        findings.AddRange(await GapsAsync(files, cancellation));
        return (files.Count, findings);
    }

    /// <summary>Bytes without their note: the last file of the log, whose absence no later one would betray.</summary>
    private async Task<IReadOnlyList<string>> UnnamedAsync(IReadOnlyDictionary<string, WalFile> files, CancellationToken cancellation) =>
        [.. (await catalogue.Store.ListAsync(WalArchive.Prefix, cancellation).ToListAsync(cancellation))
            .Select(file => file.Key[WalArchive.Prefix.Length..].Split('-'))
            .Where(words => words.Length == 2 && !files.ContainsKey(words[0]))
            .Select(words => $"{WalArchive.Prefix}{words[0]}.json is missing.")];

    /// <summary>Whole files of a cluster that no copy is of.</summary>
    private async Task<IReadOnlyList<string>> ForeignAsync(IReadOnlyDictionary<string, WalFile> files, CancellationToken cancellation)
    {
        var own = (await catalogue.ListAsync(cancellation)).Select(copy => copy.Manifest?.SystemIdentifier).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. files.Values.Where(file => own.Count > 0 && !own.Contains(file.SystemIdentifier))
            .Select(file => $"{WalArchive.Prefix}{file.Name}.json is of the cluster {file.SystemIdentifier}, of which there is no copy here: it was swapped.")];
    }

    /// <summary>Older copies stand for their own moment: the log after them was let go of.</summary>
    private async Task<IReadOnlyList<string>> GapsAsync(IReadOnlyDictionary<string, WalFile> files, CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow() - TimeSpan.FromDays(RetentionRules.Usual.Days);
        var copies = (await catalogue.ListAsync(cancellation)).Where(copy => copy.IsVerified && copy.Manifest!.StartedAt >= oldest).Select(copy => copy.Manifest!);
        return [.. copies
            .Select(copy => (Copy: copy, WalPath.From(copy, files, until: null).Gap))
            .Where(found => found.Gap is not null)
            .GroupBy(found => found.Gap)
            .Select(found => $"wal/{found.Key} is missing: what was written between it and the next copy cannot be reached from {found.MinBy(one => one.Copy.StartedAt).Copy.Id}.")];
    }
}
