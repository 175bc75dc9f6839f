using System.Text.Json;
using System.Text.Json.Nodes;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.Workers.Outbox;

/// <summary>
/// Who hears of what. Each consumer bears a second delivery: a line in the log and a notice on the bus carry the message's
/// id, and a notice only says "look again". A consumer with an effect of its own must recognise the id.
/// </summary>
public sealed class OutboxConsumers(MessageBus bus, ILogger<OutboxConsumers> log)
{
    /// <summary>The bus topic of every message: <c>{id, topic, at, locationId, data}</c>.</summary>
    public const string BusTopic = "outbox.delivered";

    private const string Completed = "order.completed";

    /// <summary>Tells the log and the bus.</summary>
    public Task ConsumeAsync(OutboxNotice notice, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var data = JsonNode.Parse(notice.Payload) as JsonObject ?? throw new JsonException($"The payload of message {notice.Id} is not a JSON object.");
        Tell(notice, data);
        var words = new JsonObject
        {
            ["id"] = notice.Id,
            ["topic"] = notice.Topic,
            ["at"] = notice.CreatedAt,
            ["locationId"] = notice.LocationId,
            ["data"] = data,
        };
        return bus.PublishAsync(BusTopic, words.ToJsonString());
    }

    // Operators grep for "Order" and, with a payment that went wrong, for "payment" and "failed".
    private void Tell(OutboxNotice notice, JsonObject data)
    {
        if (notice.Topic == Completed)
            log.LogInformation("Order {OrderId} completed, told to subscribers ({MessageId})", $"{data["orderId"]}", notice.Id);
        else
            log.LogInformation("{Topic} told to subscribers ({MessageId})", notice.Topic, notice.Id);
    }
}
