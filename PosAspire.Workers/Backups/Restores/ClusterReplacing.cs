using System.Globalization;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>
/// Puts a restored cluster into the place of another: made beside it, started and found whole there, and only then renamed. The one that
/// was there is kept under another name; that is the safety copy, it costs no time and lacks nothing.
/// </summary>
internal sealed class ClusterReplacing(Restoring restoring, TimeProvider clock)
{
    private const string Fresh = ".restoring";

    /// <returns>What the restored one holds, and where the one before is now. With findings nothing was replaced.</returns>
    public async Task<(RestoreVerdict Verdict, string? Aside)> RunAsync(RestorePlan plan, Action<string> tell, CancellationToken cancellation)
    {
        var fresh = plan.Into + Fresh;
        // Of an earlier restore that was killed; nothing of it was in use yet.
        await LeftServer.RemoveAsync(fresh, cancellation);
        try
        {
            var verdict = await restoring.IntoAsync(plan.Manifest, plan.Goal, fresh, plan.Into, tell, cancellation);
            if (verdict.Findings.Count > 0)
                return (verdict, null);
            tell("putting it into place");
            return (verdict, Swap(plan.Into, fresh));
        }
        finally
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
        }
    }

    private string? Swap(string into, string fresh)
    {
        try
        {
            if (!Directory.Exists(into))
            {
                Directory.Move(fresh, into);
                return null;
            }

            if (!Directory.EnumerateFileSystemEntries(into).Any())
            {
                Directory.Delete(into);
                Directory.Move(fresh, into);
                return null;
            }

            var aside = into + clock.GetUtcNow().UtcDateTime.ToString("'.before-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            Directory.Move(into, aside);
            try
            {
                Directory.Move(fresh, into);
            }
            catch (IOException)
            {
                Directory.Move(aside, into);
                throw;
            }

            return aside;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The restored cluster could not be put into the place of {into}, which is as it was: {problem.Message}", problem);
        }
    }
}
