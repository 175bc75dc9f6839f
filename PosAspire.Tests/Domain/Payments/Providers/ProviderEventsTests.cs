using Npgsql;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Domain.Payments.Providers;

public sealed class ProviderEventsTests
{
    private const string Open = "SELECT concat_ws(' ', provider, event_id, object_ref, payload) FROM provider_events WHERE handled_at IS NULL ORDER BY 1";

    [Fact]
    public async Task An_event_is_kept_once_however_often_it_comes_and_waits_until_it_is_handled()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var at = DateTime.UtcNow;
        var seen = new ProviderEventSeen("qris", "a-1/settlement", "settlement", "a-1", """{"order_id": "a-1"}""");
        var kept = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ProviderEvents.KeepAsync(source, seen, at, default)));
        Assert.Single(kept, isNew => isNew);
        Assert.True(await ProviderEvents.KeepAsync(source, seen with { Provider = "stripe", ObjectRef = null, Payload = "{}" }, at, default));
        Assert.Equal(["qris a-1/settlement a-1 {\"order_id\": \"a-1\"}", "stripe a-1/settlement {}"], await database.LinesAsync(Open));

        await ProviderEvents.HandledAsync(source, seen.Provider, seen.EventId, at, default);
        Assert.False(await ProviderEvents.KeepAsync(source, seen, at, default));
        Assert.Equal(["stripe a-1/settlement {}"], await database.LinesAsync(Open));
    }
}
