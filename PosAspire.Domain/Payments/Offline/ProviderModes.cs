using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Providers.Circuit;

namespace PosAspire.Domain.Payments.Offline;

/// <summary>What was decided about providers, at most a second old: every call of a provider asks it.</summary>
public sealed class ProviderModes(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Read = "SELECT provider, mode FROM provider_states";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private Known? known;

    /// <param name="provider"><c>stripe</c>, <c>qris</c>.</param>
    public async Task<ProviderMode> OfAsync(string provider, CancellationToken cancellation)
    {
        var now = clock.GetTimestamp();
        // Several readers at once do no harm: they read the same.
        if (known is not { } latest || clock.GetElapsedTime(latest.At, now) >= Fresh)
        {
            try
            {
                known = latest = new(await ReadAsync(cancellation), now);
            }
            catch (NpgsqlException) when (known is not null)
            {
                // What was decided stands until something else can be read.
                latest = known;
            }
        }

        return latest.Modes.GetValueOrDefault(provider);
    }

    /// <summary>The same in the words of the circuit that stands before every provider.</summary>
    public async ValueTask<CircuitOrder> OrderAsync(string provider, CancellationToken cancellation) => await OfAsync(provider, cancellation) switch
    {
        ProviderMode.Offline => CircuitOrder.StayOpen,
        ProviderMode.Online => CircuitOrder.StayClosed,
        _ => CircuitOrder.Automatic,
    };

    private async Task<Dictionary<string, ProviderMode>> ReadAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Read);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, ProviderMode> modes = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            modes[reader.GetString(0)] = EnumText.Parse<ProviderMode>(reader.GetString(1));
        return modes;
    }

    private sealed record Known(Dictionary<string, ProviderMode> Modes, long At);
}
