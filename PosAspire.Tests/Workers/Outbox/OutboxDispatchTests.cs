using System.Collections.Concurrent;
using Npgsql;
using PosAspire.Domain.Outbox;
using PosAspire.Tests.Support;
using PosAspire.Workers.Outbox;

namespace PosAspire.Tests.Workers.Outbox;

public sealed class OutboxDispatchTests : IAsyncLifetime
{
    private static readonly OutboxLimits Quick = OutboxLimits.Default with { BatchSize = 10, MaxAttempts = 3, ConsumerLimit = TimeSpan.FromMilliseconds(300) };

    private readonly ConcurrentQueue<OutboxNotice> heard = new();
    private readonly SetClock clock = new();
    private TestDatabase database = null!;
    private NpgsqlDataSource source = null!;

    public async Task InitializeAsync()
    {
        database = await ShopDatabase.MigratedAsync();
        source = NpgsqlDataSource.Create(database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await source.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_delivered_with_all_it_says_and_then_gone()
    {
        var shop = Guid.NewGuid();
        await WriteAsync(shop, """{"orderId":"x","totalMinor":5}""");

        await DeliverAllAsync(Hear);

        var notice = Assert.Single(heard);
        Assert.Equal((shop, "order.completed", 0), (notice.LocationId, notice.Topic, notice.Attempts));
        Assert.Equal("""{"orderId": "x", "totalMinor": 5}""", notice.Payload);
        Assert.Equal(0, await CountAsync("outbox_messages"));
    }

    [Fact]
    public async Task What_fails_waits_longer_each_time_then_is_put_aside_and_comes_again_when_asked_for()
    {
        await WriteAsync();
        Task Fail(OutboxNotice notice, CancellationToken stop)
        {
            heard.Enqueue(notice);
            throw new InvalidOperationException("the receiver is away");
        }

        await DeliverAllAsync(Fail);
        Assert.Single(heard);
        Assert.Equal(0, await TakenAsync(Fail)); // its pause is not over
        clock.Forward(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await TakenAsync(Fail));
        clock.Forward(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, await TakenAsync(Fail)); // the second pause is twice as long
        clock.Forward(TimeSpan.FromSeconds(0.2));
        Assert.Equal(1, await TakenAsync(Fail));

        var status = await OutboxDesk.StatusAsync(source, CancellationToken.None);
        Assert.Equal((0, 1), (status.Waiting, status.Dead));
        Assert.Equal((3, "InvalidOperationException: the receiver is away"), (status.Letters[0].Attempts, status.Letters[0].LastError));

        Assert.Equal(0, await OutboxDesk.ReplayAsync(source, Guid.NewGuid(), null, CancellationToken.None));
        Assert.Equal(0, await OutboxDesk.ReplayAsync(source, null, "order.voided", CancellationToken.None));
        Assert.Equal(1, await OutboxDesk.ReplayAsync(source, null, "order.completed", CancellationToken.None));
        await DeliverAllAsync(Hear);
        Assert.Equal(4, heard.Count);
        Assert.Single(heard.Select(notice => notice.Id).Distinct());
        Assert.Equal(0, await CountAsync("outbox_dead_letters"));
    }

    [Fact]
    public async Task One_that_fails_or_hangs_holds_up_no_other()
    {
        await WriteAsync(json: """{"do":"fail"}""");
        await WriteAsync(json: """{"do":"hang"}""");
        await WriteAsync(json: """{"do":"work"}""");

        await DeliverAllAsync((notice, stop) =>
            notice.Payload.Contains("fail", StringComparison.Ordinal) ? throw new InvalidOperationException("no")
            : notice.Payload.Contains("hang", StringComparison.Ordinal) ? Task.Delay(Timeout.Infinite, stop)
            : Hear(notice, stop), expected: 1, real: true);

        Assert.Contains("work", Assert.Single(heard).Payload, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync("outbox_messages WHERE attempts = 1 AND last_error IS NOT NULL"));
    }

    [Fact]
    public async Task A_message_waits_for_every_older_transaction()
    {
        await using var slow = await source.OpenConnectionAsync();
        await using var running = await slow.BeginTransactionAsync();
        await WriteAsync(slow);
        await WriteAsync();
        Assert.Equal(0, await TakenAsync(Hear));

        await running.CommitAsync();
        await DeliverAllAsync(Hear, expected: 2);
        Assert.Equal(2, heard.Count);
    }

    [Fact]
    public async Task Several_workers_share_the_messages_and_none_is_delivered_twice()
    {
        for (var message = 0; message < 200; message++)
            await WriteAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAllAsync(async (notice, stop) =>
        {
            heard.Enqueue(notice);
            await Task.Yield();
        }, expected: 200)));

        Assert.Equal((200, 200), (heard.Count, heard.Select(notice => notice.Id).Distinct().Count()));
    }

    [Fact]
    public async Task What_a_killed_worker_had_taken_comes_again()
    {
        await WriteAsync();
        var killed = false;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                await TakenAsync(async (notice, stop) =>
                {
                    heard.Enqueue(notice);
                    await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
                    killed = true;
                });
                return false;
            }
            catch (NpgsqlException)
            {
                return killed;
            }
        });
        Assert.Equal(1, await CountAsync("outbox_messages"));

        await DeliverAllAsync(Hear, expected: 2);
        Assert.Equal(2, heard.Count);
        Assert.Single(heard.Select(notice => notice.Id).Distinct());
    }

    private Task Hear(OutboxNotice notice, CancellationToken stop)
    {
        heard.Enqueue(notice);
        return Task.CompletedTask;
    }

    private async Task<int> TakenAsync(Func<OutboxNotice, CancellationToken, Task> consume, bool real = false) =>
        (await new OutboxDispatch(new SqlOutboxTable(source), Quick, real ? TimeProvider.System : clock).DeliverAsync(consume, CancellationToken.None)).Taken;

    /// <summary>Delivers until so many were heard; other tests' transactions on the same server can hold it up for a moment.</summary>
    private Task DeliverAllAsync(Func<OutboxNotice, CancellationToken, Task> consume, int expected = 1, bool real = false)
    {
        var before = heard.IsEmpty || expected > 1 ? 0 : heard.Count;
        return Eventually.TrueAsync(async () =>
        {
            await TakenAsync(consume, real);
            return heard.Count >= before + expected;
        });
    }

    private async Task WriteAsync(Guid? shop = null, string json = "{}")
    {
        await using var connection = await source.OpenConnectionAsync();
        await WriteAsync(connection, shop, json);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, Guid? shop = null, string json = "{}")
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(OutboxStatements.Message(DateTime.UtcNow, shop, "order.completed", json));
        await batch.ExecuteNonQueryAsync();
    }

    private Task<long> CountAsync(string from) => database.ScalarAsync<long>($"SELECT count(*) FROM {from}");
}
