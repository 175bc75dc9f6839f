using System.Diagnostics;
using PosAspire.Workers.Backups.Catalogue;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>Proves that a copy can be restored: does it, in a place of its own that nobody else uses, and takes everything away again.</summary>
public sealed class RestoreDrill(BackupSettings settings, BackupCatalogue catalogue, Restoring restoring, TimeProvider clock, ILogger<RestoreDrill> log)
{
    /// <summary>How old the last proof may be; the service then proves again.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(7);

    private const string Prefix = "posaspire-drill-";

    /// <summary>A place this old belongs to a process that was killed.</summary>
    private static readonly TimeSpan MaxPlaceAge = TimeSpan.FromHours(12);

    /// <summary>Restores a copy, questions it, and notes beside it what was found.</summary>
    /// <returns>Null when there is no copy of that name, or its manifest is damaged.</returns>
    public async Task<Verification?> RunAsync(string id, CancellationToken cancellation)
    {
        if ((await catalogue.FindAsync(id, cancellation))?.Manifest is not { } manifest)
            return null;
        RestorePlace.ClearLeft(Prefix, clock.GetUtcNow() - MaxPlaceAge);
        var started = Stopwatch.GetTimestamp();
        using var place = new RestorePlace(Prefix);
        try
        {
            var verdict = await restoring.IntoAsync(manifest, goal: null, place.Cluster, place.Folder, step => log.LogInformation("backup {Id}: drill: {Step}", id, step), cancellation);
            return await NoteAsync(id, started, verdict.Findings, cancellation);
        }
        catch (DamageException damage)
        {
            return await NoteAsync(id, started, [damage.Message], cancellation);
        }
    }

    /// <summary>The copy that is to be proved now: the newest verified one, when no good proof of any is young enough. Null when none is.</summary>
    public async Task<string?> DueAsync(CancellationToken cancellation)
    {
        if (!settings.ProvesWeekly)
            return null;
        var copies = await catalogue.ListAsync(cancellation);
        var now = clock.GetUtcNow();
        // A proof of the future was noted by a clock that went wrong; it must not silence the proofs for as long.
        var isProved = copies.Any(copy => copy.Verification is { Depth: VerificationDepth.Restored, IsGood: true } proof && now - proof.At < MaxAge && proof.At - now < MaxAge);
        return isProved ? null : CopyChoice.Newest(copies)?.Id;
    }

    private async Task<Verification> NoteAsync(string id, long started, IReadOnlyList<string> findings, CancellationToken cancellation)
    {
        var verification = new Verification(clock.GetUtcNow(), VerificationDepth.Restored, Stopwatch.GetElapsedTime(started), findings);
        await catalogue.NoteAsync(id, verification, cancellation);
        if (verification.IsGood)
            log.LogInformation("backup {Id}: restored and questioned in {Seconds:0.0} s, everything holds", id, verification.Took.TotalSeconds);
        else
            log.LogError("backup {Id}: restored, and {Finding}", id, verification.Finding);
        return verification;
    }
}
