using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosAspire.Domain.Outbox;
using PosAspire.Tests.ServiceDefaults.Redis;
using PosAspire.Tests.Support;
using PosAspire.Workers.Outbox;

namespace PosAspire.Tests.Workers.Outbox;

public sealed class OutboxDeliveryTests
{
    [Fact]
    public async Task A_completed_order_is_told_to_the_log_and_to_every_subscriber()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var redis = await RedisHost.StartAsync(address: null);
        var notices = new ConcurrentQueue<string>();
        using var subscription = redis.Bus.Subscribe(OutboxConsumers.BusTopic, notice =>
        {
            notices.Enqueue(notice);
            return Task.CompletedTask;
        });
        var log = new RecordedLog();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log.Provider()));
        using var delivery = new OutboxDelivery(
            new(new SqlOutboxTable(source), OutboxLimits.Default, TimeProvider.System), new(redis.Bus, logs.CreateLogger<OutboxConsumers>()), OutboxLimits.Default, TimeProvider.System, logs.CreateLogger<OutboxDelivery>());
        await delivery.StartAsync(CancellationToken.None);
        var (shop, order) = (Guid.NewGuid(), Guid.NewGuid());
        await WriteAsync(source, shop, "order.completed", $$"""{"orderId":"{{order}}","totalMinor":2889}""");
        await WriteAsync(source, shop, "stock.adjusted", """{"productId":"x"}""");
        await WriteAsync(source, shop, "stock.adjusted", "[]");

        await Eventually.TrueAsync(() => notices.Count == 2 && log.Lines.Any(line => line.Contains("could not be delivered", StringComparison.Ordinal)));
        await delivery.StopAsync(CancellationToken.None);

        var first = JsonNode.Parse(notices.First())!;
        Assert.Equal(("order.completed", $"{shop}", $"{order}"), ((string?)first["topic"], (string?)first["locationId"], (string?)first["data"]!["orderId"]));
        Assert.Contains(log.Lines, line => line.Contains($"Order {order} completed", StringComparison.Ordinal));
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM outbox_messages"));
    }

    [Fact]
    public async Task Posctl_lists_what_was_put_aside_and_sends_it_again()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        await database.ExecuteAsync(
            "INSERT INTO outbox_dead_letters VALUES ('0198c0de-0000-7000-8000-000000000001', NULL, 'order.completed', '{}', now(), 12, 'TimeoutException: slow', '2026-11-22 10:00Z')");

        var (code, status, _) = await PosctlProcess.RunAsync(database.ConnectionString, "outbox", "status");
        Assert.Equal(0, code);
        Assert.Equal(
            "waiting 0, of them failed before 0, oldest 0 s, dead 1\ndead 0198c0de-0000-7000-8000-000000000001 order.completed since 2026-11-22T10:00:00Z, 12 attempts: TimeoutException: slow\n", status);
        Assert.Equal((0, "1 to be sent again\n", ""), await PosctlProcess.RunAsync(database.ConnectionString, "outbox", "replay"));
        Assert.Equal("0", Assert.Single(await database.LinesAsync("SELECT attempts::text FROM outbox_messages")));
    }

    private static async Task WriteAsync(NpgsqlDataSource source, Guid shop, string topic, string json)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(OutboxStatements.Message(DateTime.UtcNow, shop, topic, json));
        await batch.ExecuteNonQueryAsync();
    }
}
