using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PosAspire.ServiceDefaults.Database;

/// <summary>The pool at one moment, in connections.</summary>
/// <param name="Max">How many there may be (<c>DATABASE_POOL_MAX</c>).</param>
/// <param name="Open">How many are open: in use and idle.</param>
/// <param name="InUse">How many are lent out.</param>
/// <param name="Idle">How many wait to be lent.</param>
public readonly record struct PoolNumbers(int Max, int Open, int InUse, int Idle)
{
    /// <summary>Everything that there may be is lent out; the next caller waits.</summary>
    public bool Full => Max > 0 && InUse >= Max;
}

/// <summary>
/// Reads the pool's numbers and says when it is exhausted. The numbers are Npgsql's own metrics
/// (<c>db.client.connection.count</c>, <c>.max</c>, <c>.npgsql.timeouts</c>): it offers them nowhere else.
/// </summary>
public sealed class DatabasePool : IDisposable
{
    /// <summary>How long a waiting caller is served late before the pool counts as exhausted.</summary>
    public static readonly TimeSpan ExhaustedAfter = TimeSpan.FromSeconds(1);

    /// <summary>A burst of failures is one line in this time, with its count.</summary>
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _source;
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly ILogger<DatabasePool> _log;
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private (int Max, int InUse, int Idle) _reading;
    private long _timeouts;
    private long _timeoutsLogged;
    private long _loggedAt;

    internal DatabasePool(NpgsqlDataSource source, DatabaseAddress address, TimeProvider time, ILogger<DatabasePool> log)
    {
        (_source, _name, _time, _log) = (source, address.PoolName, time, log);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Npgsql", Name: "db.client.connection.count" or "db.client.connection.max" or "db.client.connection.npgsql.timeouts" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>(Measured);
        _listener.Start();
    }

    /// <summary>How many callers gave up waiting since the host started.</summary>
    public long Timeouts => Interlocked.Read(ref _timeouts);

    /// <summary>The numbers of this moment.</summary>
    public PoolNumbers Read()
    {
        lock (_lock)
        {
            _reading = default;
            _listener.RecordObservableInstruments();
            var (max, inUse, idle) = _reading;
            return new PoolNumbers(max, inUse + idle, inUse, idle);
        }
    }

    /// <summary>
    /// Whether a caller gets a connection. A pool that is full but hands its connections on is only busy; it is exhausted when a
    /// caller waits <see cref="ExhaustedAfter"/> in vain.
    /// </summary>
    public async Task<bool> IsExhaustedAsync(CancellationToken cancellationToken)
    {
        if (!Read().Full)
            return false;
        using var patience = new CancellationTokenSource(ExhaustedAfter, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var connection = await _source.OpenConnectionAsync(either.Token).ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogExhausted();
            return true;
        }
        catch (NpgsqlException)
        {
            // Not a matter of the pool: the check of the database itself says what is wrong.
            return Read().Full;
        }
    }

    /// <summary>One line for a burst; operators grep these words.</summary>
    internal void LogExhausted()
    {
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            if (_loggedAt != 0 && _time.GetElapsedTime(_loggedAt, now) < LogEvery)
                return;
            _loggedAt = now;
        }

        var pool = Read();
        var failed = Timeouts - Interlocked.Exchange(ref _timeoutsLogged, Timeouts);
        _log.LogError(
            "Connection pool exhausted: {InUse} of {Max} connections in use, {Failed} callers got none in time (DATABASE_POOL_MAX)",
            pool.InUse, pool.Max, failed);
    }

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private void Measured(Instrument instrument, int value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        string? pool = null, use = null;
        foreach (var tag in tags)
        {
            if (tag.Key == "db.client.connection.pool.name")
                pool = tag.Value as string;
            else if (tag.Key == "db.client.connection.state")
                use = tag.Value as string;
        }

        if (pool != _name)
            return;
        switch (instrument.Name, use)
        {
            case ("db.client.connection.max", _): _reading.Max = value; break;
            case ("db.client.connection.count", "used"): _reading.InUse = value; break;
            case ("db.client.connection.count", "idle"): _reading.Idle = value; break;
            case ("db.client.connection.npgsql.timeouts", _): Interlocked.Add(ref _timeouts, value); break;
        }
    }
}
