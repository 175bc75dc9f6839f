using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace PosAspire.ServiceDefaults.Redis;

/// <summary>
/// Tells every process that listens. A message reaches the subscribers of its own process whatever happens, and those of other
/// processes at most once, while Redis answers: what must not be lost belongs in the outbox.
/// </summary>
public sealed class MessageBus : IDisposable
{
    /// <summary>How many messages may wait for slow subscribers; the oldest goes when one more comes.</summary>
    public const int MaxWaiting = 4_096;

    /// <summary>
    /// The topic on which a process that Redis had lost tells everybody, itself too, that it is heard again: what it said meanwhile
    /// nobody heard, and it heard nobody. The message is empty.
    /// </summary>
    public const string Returned = "bus.returned";

    private static readonly RedisChannel Channel = new("pos:bus", RedisChannel.PatternMode.Literal);

    private readonly string _self = Guid.NewGuid().ToString("N");
    private readonly Channel<(string Topic, string Message)> _waiting;
    private volatile bool _stopped;
    private volatile TaskCompletionSource? _echo;
    private readonly RedisLink _link;
    private readonly ILogger<MessageBus> _log;
    private ImmutableList<Subscription> _subscriptions = [];

    internal MessageBus(RedisLink link, ILogger<MessageBus> log)
    {
        (_link, _log) = (link, log);
        _waiting = System.Threading.Channels.Channel.CreateBounded<(string, string)>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            dropped => log.LogWarning("The message bus is full ({Max}); a message on {Topic} was dropped", MaxWaiting, dropped.Item1));
        _ = Task.Run(DeliverAsync);
        // The client subscribes again by itself after a lost connection.
        link.BeforeReturn(GreetAsync);
        link.WhenConnected(connection => RedisFailure.Forget(connection.GetSubscriber().SubscribeAsync(Channel, (_, value) => Received(value))));
    }

    /// <summary>Sends to every subscriber of <paramref name="topic"/>, here and elsewhere. Returns when it is sent, not when it is handled.</summary>
    public async Task PublishAsync(string topic, string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(message);
        _waiting.Writer.TryWrite((topic, message));
        await _link.TryAsync(database => database.PublishAsync(Channel, $"{_self}\n{topic}\n{message}", CommandFlags.None)).ConfigureAwait(false);
    }

    /// <summary>Handles every message on <paramref name="topic"/>, one after the other in the order of arrival, until disposed.</summary>
    public IDisposable Subscribe(string topic, Func<string, Task> handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(handler);
        var subscription = new Subscription(this, topic, handler);
        ImmutableInterlocked.Update(ref _subscriptions, static (list, added) => list.Add(added), subscription);
        return subscription;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // What still waits is not delivered: its subscribers are going too.
        _stopped = true;
        _waiting.Writer.TryComplete();
    }

    private void Received(RedisValue value)
    {
        var parts = ((string?)value ?? "").Split('\n', 3);
        if (parts.Length != 3)
            return;
        if (parts[0] == _self)
        {
            if (parts[1] != Returned)
                return;
            _echo?.TrySetResult();
        }

        _waiting.Writer.TryWrite((parts[1], parts[2]));
    }

    /// <summary>Redis counts as back when this process hears itself: its subscription has a connection of its own, which may come later.</summary>
    private async Task GreetAsync(IDatabase database)
    {
        var echo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _echo = echo;
        await _link.BoundedAsync(database.PublishAsync(Channel, $"{_self}\n{Returned}\n", CommandFlags.None)).ConfigureAwait(false);
        await echo.Task.WaitAsync(_link.Patience).ConfigureAwait(false);
    }

    private async Task DeliverAsync()
    {
        await foreach (var (topic, message) in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            foreach (var subscription in _subscriptions)
            {
                if (_stopped)
                    return;
                if (subscription.Topic != topic)
                    continue;
                try
                {
                    await subscription.Handler(message).ConfigureAwait(false);
                }
                // A handler may fail in any way; the other subscribers still get the message, and the log gets the failure.
                catch (Exception problem)
                {
                    _log.LogError(problem, "A subscriber of {Topic} failed", topic);
                }
            }
        }
    }

    private sealed class Subscription(MessageBus bus, string topic, Func<string, Task> handler) : IDisposable
    {
        public string Topic => topic;

        public Func<string, Task> Handler => handler;

        public void Dispose() => ImmutableInterlocked.Update(ref bus._subscriptions, static (list, gone) => list.Remove(gone), this);
    }
}
