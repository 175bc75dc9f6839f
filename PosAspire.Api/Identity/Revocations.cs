using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.Api.Identity;

/// <summary>
/// Which sessions were ended, held in memory and read from the database every second. The bus only makes it sooner, so Redis may be
/// away. When the database has not answered for a while, each request asks it; when it cannot be asked, the request is refused.
/// </summary>
internal sealed class Revocations(NpgsqlDataSource database, MessageBus bus, TimeProvider clock, ILogger<Revocations> log) : BackgroundService
{
    private const string Topic = "identity.revoked";

    // By transaction and not by time: a poll must not miss what a slow transaction commits later with an earlier time.
    private const string Ended =
        """
        SELECT pg_snapshot_xmin(pg_current_snapshot()), s.id, s.revoked_at
        FROM (SELECT 1) AS one LEFT JOIN sessions s ON s.revoked_in >= $1 AND s.revoked_at > $2
        """;

    private const string Ask = "SELECT revoked_at IS NOT NULL FROM sessions WHERE id = $1";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(2);

    // Revoked means refused within 5 s; a request that was let in has a second left to be answered.
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(4);

    // Longer than any access token lives.
    private static readonly TimeSpan Kept = TokenKeys.MaxLifetime + TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, DateTime> revoked = new();
    private readonly SemaphoreSlim turn = new(1);
    private long polledAt;
    private volatile bool polled;
    private ulong since;
    private bool failing;

    /// <summary>Whether this session was ended, at most 5 s after it was.</summary>
    /// <exception cref="NpgsqlException">Neither memory nor database can tell.</exception>
    public ValueTask<bool> IsRevokedAsync(Guid session, CancellationToken cancellation) =>
        polled && clock.GetElapsedTime(Volatile.Read(ref polledAt)) <= Stale ? new(revoked.ContainsKey(session)) : new(AskAsync(session, cancellation));

    /// <summary>Makes what was just committed count: here before this returns, elsewhere as soon as the bus carries it.</summary>
    public async Task TellAsync(CancellationToken cancellation)
    {
        await PollAsync(cancellation);
        await bus.PublishAsync(Topic, "");
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Served from memory from the first request on, if the database is there; the host starts without it as well.
        await PollAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var told = bus.Subscribe(Topic, _ => PollAsync(stoppingToken));
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await PollAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task PollAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PollLimit);
        try
        {
            await turn.WaitAsync(limit.Token);
            try
            {
                await ReadAsync(limit.Token);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            if (!failing)
                log.LogWarning(failure, "Revoked sessions cannot be read; each request asks the database until they can");
            failing = true;
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var command = database.CreateCommand(Ended);
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = since, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now - Kept });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var oldestRunning = since;
        while (await reader.ReadAsync(cancellation))
        {
            oldestRunning = await reader.GetFieldValueAsync<ulong>(0, cancellation);
            if (!await reader.IsDBNullAsync(1, cancellation))
                revoked[reader.GetGuid(1)] = reader.GetDateTime(2);
        }

        // A database whose transactions count from further back is another one, a restored copy for instance: read all of it next time.
        since = oldestRunning < since ? 0 : oldestRunning;
        Volatile.Write(ref polledAt, started);
        polled = true;
        foreach (var (session, at) in revoked)
        {
            if (at < now - Kept)
                revoked.TryRemove(session, out _);
        }

        if (failing)
            log.LogInformation("Revoked sessions are read again");
        failing = false;
    }

    private async Task<bool> AskAsync(Guid session, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AskLimit);
        try
        {
            await using var command = database.CreateCommand(Ask);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = session });
            return await command.ExecuteScalarAsync(limit.Token) is true;
        }
        catch (OperationCanceledException slow) when (!cancellation.IsCancellationRequested)
        {
            throw new NpgsqlException("Whether a session was revoked could not be read in time.", new TimeoutException(slow.Message));
        }
    }
}
