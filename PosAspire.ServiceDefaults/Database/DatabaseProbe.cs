using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PosAspire.ServiceDefaults.Health;

namespace PosAspire.ServiceDefaults.Database;

/// <summary>What one question to the database showed.</summary>
/// <param name="Outage">Null when it answered.</param>
/// <param name="ResponseTime">How long it took to answer or to fail.</param>
public readonly record struct ProbeResult(Outage? Outage, TimeSpan ResponseTime);

/// <summary>
/// Asks the database whether it answers, on connections of its own: a full pool, a slow query or a leak in the application
/// neither delays the answer nor is made worse by the question.
/// </summary>
internal sealed class DatabaseProbe : IAsyncDisposable
{
    /// <summary>The probe's answer is ready before the tightest limit of an endpoint that needs it (3 s for /health/ready and /health/db).</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>One that answers, and one more while an abandoned question still hangs.</summary>
    private const int Connections = 2;

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;

    public DatabaseProbe(DatabaseAddress address, TimeProvider time)
    {
        var own = new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            MaxPoolSize = Connections,
            MinPoolSize = 0,
            Timeout = (int)Limit.TotalSeconds,
            CommandTimeout = (int)Limit.TotalSeconds,
            // To cancel is to open one more connection, which a silent network would swallow too.
            CancellationTimeout = -1,
            Multiplexing = false,
        };
        var source = new NpgsqlDataSourceBuilder(own.ConnectionString) { Name = $"{address.PoolName}-health" };
        source.UseLoggerFactory(NullLoggerFactory.Instance);
        (_source, _time) = (source.Build(), time);
    }

    /// <summary>Answers within <see cref="Limit"/> and does not throw for the database's sake.</summary>
    public async Task<ProbeResult> AskAsync()
    {
        var start = _time.GetTimestamp();
        // On the thread pool, because parts of opening and cancelling block.
        var asking = Task.Run(AskOnceAsync);
        try
        {
            await asking.WaitAsync(Limit).ConfigureAwait(false);
            return new ProbeResult(null, _time.GetElapsedTime(start));
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or OperationCanceledException or IOException)
        {
            _ = asking.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return new ProbeResult(DatabaseOutage.Of(problem), _time.GetElapsedTime(start));
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task AskOnceAsync()
    {
        try
        {
            await SelectAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException problem) when (problem.InnerException is not TimeoutException)
        {
            // The connection kept from last time may have ended with a restart of the server; a new one tells.
            _source.Clear();
            await SelectAsync().ConfigureAwait(false);
        }
    }

    private async Task SelectAsync()
    {
        await using var command = _source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync().ConfigureAwait(false);
    }
}
