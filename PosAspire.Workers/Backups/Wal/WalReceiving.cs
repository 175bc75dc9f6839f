using Npgsql;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Wal;

/// <summary>
/// Receives the server's log as it is written, for as long as the service runs, and keeps it beside the copies. One among several
/// workers does it. Without it a shop would lose what it sold since the last copy.
/// </summary>
public sealed class WalReceiving(
    string database, BackupSettings settings, ClientTools tools, WalShipping shipping, LogStart start, BackupRunner runner, TimeProvider clock, ILogger<WalReceiving> log) : BackgroundService
{
    public const string SlotName = "posaspire_backup";

    /// <summary>"poswal" in ASCII; nothing else in the product locks this number.</summary>
    private const long LockNumber = 0x706F7377616C;

    /// <summary>How far the archive may be behind: half of what the shop is promised to lose at most.</summary>
    private static readonly TimeSpan ShipPeriod = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private const string MakeSlot =
        "SELECT pg_create_physical_replication_slot($1, true) WHERE NOT EXISTS (SELECT 1 FROM pg_replication_slots WHERE slot_name = $1)";

    private const string DropSlot = "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active";

    /// <summary>A slot makes the server keep what was not received; without a bound it would fill the shop's disk while no worker runs.</summary>
    private const string IsBounded = "SELECT setting::bigint >= 0 FROM pg_settings WHERE name = 'max_slot_wal_keep_size'";

    /// <summary>A worker that was killed leaves its program behind, which goes on receiving for nobody.</summary>
    private const string EndOthers = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_replication WHERE application_name = $1";

    private const string CountReceivers = "SELECT count(*) FROM pg_stat_replication WHERE application_name = $1";

    private const string ProgramName = "posaspire-wal";

    private static readonly TimeSpan Attach = TimeSpan.FromMilliseconds(200);

    /// <summary>What a server says that no longer has what is asked of it.</summary>
    private static readonly string[] Lost = ["has already been removed", "can no longer get changes", "is not in this server's history", "is ahead of the WAL flush position"];

    private string? told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Schedule is null || !settings.ReceivesLog)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReceiveAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is BackupException or NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException && !stoppingToken.IsCancellationRequested)
            {
                // Said once an outage.
                if (told != problem.Message)
                    log.LogError(problem, "backup: the log is not received. {Problem} {Said}", problem.Message, (problem as ToolException)?.Said);
                told = problem.Message;
            }
            catch (Exception stop) when (stoppingToken.IsCancellationRequested && stop is OperationCanceledException or BackupException or NpgsqlException or TimeoutException or IOException)
            {
                log.LogDebug(stop, "backup: the log is received no longer");
                return;
            }

            await Task.Delay(Rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Receives until the server goes away or the work is called off; returns at once when another worker is at it.</summary>
    public async Task ReceiveAsync(CancellationToken cancellation)
    {
        await using var lease = await BackupLease.TryTakeAsync(database, cancellation, LockNumber);
        if (lease is null)
            return;
        var facts = await ServerFacts.ReadAsync(lease.Connection, cancellation);
        var program = await tools.FindAsync(ClientTools.ReceiveWal, facts.Major, cancellation);
        var slot = await ClearWayAsync(lease.Connection, cancellation);
        Directory.CreateDirectory(shipping.Spool);
        await start.LeaveOtherHistoryAsync(lease.Connection, facts, cancellation);
        var hasGap = await start.LeavesGapAsync(lease.Connection, facts, slot, cancellation);
        log.LogInformation("backup: the log is being received");
        told = null;
        string[] arguments = ["--directory", shipping.Spool, "--no-password", "--no-loop", .. slot is null ? (string[])[] : ["--slot", slot]];
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var receiving = ToolRun.RunAsync(program, arguments, ToolRun.Environment(new(database), ProgramName), null, ending.Token);
        var bridging = hasGap ? BridgeAsync(lease.Connection, receiving, ending.Token) : Task.CompletedTask;
        try
        {
            await ShipAsync(receiving, bridging, facts, cancellation);
        }
        catch (ToolException lost) when (Lost.Any(words => lost.Said.Contains(words, StringComparison.Ordinal)))
        {
            // What follows the last copy is not to be had any more. The next round begins at the server's present, and sees the gap.
            await ending.CancelAsync();
            await EndedAsync(bridging);
            await ScalarAsync(lease.Connection, DropSlot, cancellation, SlotName);
            Directory.Delete(shipping.Spool, recursive: true);
        }
        finally
        {
            await ending.CancelAsync();
            await EndedAsync(receiving);
            await EndedAsync(bridging);
        }
    }

    /// <returns>The slot to receive by; null where the server has no bound for it.</returns>
    private async Task<string?> ClearWayAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Until they are gone: one that is still ending would be taken for this one's.
        while (await ScalarAsync(connection, EndOthers, cancellation, ProgramName) is not 0L)
            await Task.Delay(Attach, clock, cancellation);
        if (await ScalarAsync(connection, IsBounded, cancellation) is not true)
            return null;
        await ScalarAsync(connection, MakeSlot, cancellation, SlotName);
        return SlotName;
    }

    private async Task ShipAsync(Task receiving, Task bridging, ServerFacts facts, CancellationToken cancellation)
    {
        while (!receiving.IsCompleted)
        {
            await Task.WhenAny(receiving, Task.Delay(ShipPeriod, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
            await shipping.ShipAsync(facts.SystemIdentifier, cancellation);
            if (bridging.IsFaulted)
                await bridging;
        }

        await receiving;
    }

    /// <summary>Makes a copy that spans what was missed, once the log is received again: before, there would be the next gap.</summary>
    private async Task BridgeAsync(NpgsqlConnection connection, Task receiving, CancellationToken cancellation)
    {
        while (await ScalarAsync(connection, CountReceivers, cancellation, ProgramName) is 0L)
        {
            if (receiving.IsCompleted)
                return;
            await Task.Delay(Attach, clock, cancellation);
        }

        log.LogError("backup: a part of the log was gone before it was received. Moments in it cannot be reached; a new backup is made now");
        await runner.RunAsync(_ => true, cancellation);
    }

    /// <summary>Waits for work whose outcome was told elsewhere, or that was called off.</summary>
    private static Task EndedAsync(Task work) => work.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params string[] values)
    {
#pragma warning disable CA2100 // Only the constants of this class get here.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return await command.ExecuteScalarAsync(cancellation);
    }
}
