using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Providers.Qris;

namespace PosAspire.Domain.Payments.Providers;

/// <summary>Where what providers told is kept until it is dealt with. There are two: the database, and the simulator's, which crashes on purpose.</summary>
public interface IProviderNews
{
    /// <summary>The payment that a provider calls by this name; null when it is not ours.</summary>
    Task<Guid?> PaymentOfAsync(string provider, string reference, CancellationToken cancellation);

    /// <summary>What it is about has been read back.</summary>
    Task PutAwayAsync(ProviderEventSeen seen);
}

/// <summary>The events of the database.</summary>
public sealed class SqlProviderNews(NpgsqlDataSource database, TimeProvider clock) : IProviderNews
{
    private const string Find = "SELECT id FROM payments WHERE provider = $1 AND provider_ref = $2";

    /// <inheritdoc/>
    public async Task<Guid?> PaymentOfAsync(string provider, string reference, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(SqlValue.Of(provider));
        command.Parameters.Add(SqlValue.Of(reference));
        return await command.ExecuteScalarAsync(cancellation) as Guid? ?? (provider == QrisPayments.ProviderName ? QrisPayments.PaymentOf(reference) : null);
    }

    /// <inheritdoc/>
    public Task PutAwayAsync(ProviderEventSeen seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return ProviderEvents.HandledAsync(database, seen.Provider, seen.EventId, clock.GetUtcNow().UtcDateTime, CancellationToken.None);
    }
}
