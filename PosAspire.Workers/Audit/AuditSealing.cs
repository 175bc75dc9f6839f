using Npgsql;

namespace PosAspire.Workers.Audit;

/// <summary>Seals the journal for as long as the service runs, and anchors each block. A shell: running it twice is safe.</summary>
public sealed class AuditSealing(NpgsqlDataSource database, AuditSealer sealer, AuditSettings settings, TimeProvider clock, ILogger<AuditSealing> log) : BackgroundService
{
    /// <summary>With the time one block takes, the seals stay within 5 s of the oldest running transaction.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private AuditAnchors? anchors;
    private bool isAway;
    private bool isTold;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var block = await sealer.SealAsync(stoppingToken);
                isAway = false;
                if (block is not null)
                    await AnchorAsync(new(block.Number, block.Hash), stoppingToken);
                if (block is not { IsFull: true })
                    await Task.Delay(Rest, clock, stoppingToken);
            }
            catch (Exception absence) when (absence is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                // Said once an outage: nothing is lost, the lines wait.
                if (!isAway)
                    log.LogWarning(absence, "The journal is not sealed: the database does not answer");
                isAway = true;
                await Task.Delay(Rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception stop) when (stoppingToken.IsCancellationRequested && stop is OperationCanceledException or NpgsqlException or TimeoutException)
            {
                return;
            }
        }
    }

    private async Task AnchorAsync(AuditAnchor newest, CancellationToken cancellation)
    {
        try
        {
            anchors ??= new(settings.AnchorFolder, await AuditAnchors.IdentityAsync(database, cancellation));
            var kept = await anchors.ReadAsync(cancellation);
            // An anchor that the chain contradicts is evidence: it is never written over.
            if (kept.Count > 0 && !await StandsAsync(kept[^1], cancellation))
                Tell(null, $"The journal's chain contradicts the anchor of block {kept[^1].Number} in {anchors.Folder}: it was shortened or written anew. Run posctl audit verify");
            else
                anchors.Write(newest, clock.GetUtcNow());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or AuditException)
        {
            Tell(problem, $"The journal is sealed but not anchored: {settings.AnchorFolder} cannot be used");
        }
    }

    private async Task<bool> StandsAsync(AuditAnchor anchor, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT hash FROM audit_chain WHERE number = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = anchor.Number });
        return await command.ExecuteScalarAsync(cancellation) is byte[] hash && hash.AsSpan().SequenceEqual(anchor.Hash);
    }

    private void Tell(Exception? problem, string words)
    {
        if (!isTold)
            log.LogError(problem, "{Trouble}", words);
        isTold = true;
    }
}
