using Npgsql;
using PosAspire.ServiceDefaults.Database;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.ServiceDefaults.Health;

/// <summary>The parts that this host has, each asked within a time limit. A part that was not added is null and left out of every body.</summary>
internal sealed class HealthChecks
{
    /// <summary>An older newest backup is a missing one (liquor runbook, alert rules).</summary>
    public static readonly TimeSpan MaxBackupAge = TimeSpan.FromHours(25);

    private readonly DatabasePool? _pool;
    private readonly RedisStatus? _redis;
    private readonly IBackupStatus? _backup;
    private readonly SharedCheck<ProbeResult>? _database;
    private readonly SharedCheck<bool>? _exhausted;
    private readonly SharedCheck<Indicator>? _newestBackup;
    private readonly TimeProvider _time;

    public HealthChecks(DatabaseProbe? probe, DatabasePool? pool, RedisStatus? redis, IBackupStatus? backup, TimeProvider time)
    {
        (_pool, _redis, _backup, _time) = (pool, redis, backup, time);
        if (probe is not null && pool is not null)
        {
            _database = new SharedCheck<ProbeResult>(probe.AskAsync, time);
            _exhausted = new SharedCheck<bool>(() => pool.IsExhaustedAsync(CancellationToken.None), time);
        }

        if (backup is not null)
            _newestBackup = new SharedCheck<Indicator>(BackupAsync, time);
    }

    public bool HasDatabase => _database is not null;

    public bool HasRedis => _redis is not null;

    public bool HasBackup => _backup is not null;

    /// <summary>What this host needs to serve (the database) and what it would miss (Redis). The pool's state is told and does not decide.</summary>
    public async Task<IReadOnlyList<Indicator>> AllAsync(TimeSpan limit)
    {
        var parts = new List<Indicator>();
        if (HasDatabase)
            parts.Add(await DatabaseAsync(limit, judgePool: false).ConfigureAwait(false));
        if (HasRedis)
            parts.AddRange(await RedisAsync(limit).ConfigureAwait(false));
        return parts;
    }

    /// <summary>The database and the way to it: with an exhausted pool the database answers and still nobody gets through.</summary>
    public async Task<IReadOnlyList<Indicator>> DatabaseOnlyAsync(TimeSpan limit) => [await DatabaseAsync(limit, judgePool: true).ConfigureAwait(false)];

    /// <summary>From the link's own state; asks nobody.</summary>
    public Task<IReadOnlyList<Indicator>> RedisAsync(TimeSpan limit) => Task.FromResult<IReadOnlyList<Indicator>>([Indicator.Redis(_redis!.Read())]);

    public async Task<IReadOnlyList<Indicator>> BackupOnlyAsync(TimeSpan limit)
    {
        try
        {
            return [await _newestBackup!.AskAsync().WaitAsync(limit).ConfigureAwait(false)];
        }
        catch (TimeoutException)
        {
            return [Indicator.Backup(new("backup records: timeout"), newest: null)];
        }
    }

    private async Task<Indicator> DatabaseAsync(TimeSpan limit, bool judgePool)
    {
        var probing = _database!.AskAsync();
        var judging = judgePool ? _exhausted!.AskAsync() : Task.FromResult(false);
        try
        {
            await Task.WhenAll(probing, judging).WaitAsync(limit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What is not known by now is told as such below.
        }

        var probe = probing.IsCompletedSuccessfully ? await probing.ConfigureAwait(false) : new ProbeResult(DatabaseOutage.Timeout, limit);
        var exhausted = judging.IsCompletedSuccessfully && await judging.ConfigureAwait(false);
        return Indicator.Database(probe, _pool!.Read(), exhausted);
    }

    private async Task<Indicator> BackupAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(HealthLimits.Within(HealthLimits.Backup), _time);
            var newest = await _backup!.NewestAsync(patience.Token).ConfigureAwait(false);
            return Indicator.Backup(Judge(newest), newest);
        }
        catch (BackupStatusException unknown)
        {
            return Indicator.Backup(new(unknown.Message), newest: null);
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or OperationCanceledException or InvalidOperationException { InnerException: NpgsqlException })
        {
            return Indicator.Backup(new($"backup records: {DatabaseOutage.Of(problem).Restaurant}"), newest: null);
        }
    }

    private Outage? Judge(BackupRecord? newest)
    {
        var words = newest switch
        {
            null => "no backup yet",
            { Verified: false, Problem: { } problem } => $"the last backup failed: {problem}",
            { Verified: false } => "the last backup failed",
            _ when _time.GetUtcNow() - newest.CompletedAt > MaxBackupAge => $"no backup in {MaxBackupAge.TotalHours:0} hours",
            _ => null,
        };
        return words is null ? null : new Outage(words);
    }
}
