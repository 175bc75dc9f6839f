using System.Collections.Immutable;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.Api.Shared.Live;

/// <summary>
/// Where every room says what it has changed, after the commit, and where open screens listen. This process's listeners hear at once,
/// those of other instances over Redis; <see cref="ChangePoll"/> stands in when Redis is away.
/// </summary>
public sealed class Changes : IDisposable
{
    /// <summary>Screens that one instance serves; a shop has tens.</summary>
    public const int MaxListeners = 1_000;

    private readonly string self = Guid.NewGuid().ToString("N");
    private readonly MessageBus bus;
    private readonly IDisposable subscription;
    private readonly IDisposable returns;
    private ImmutableList<ChangeListener> listeners = [];

    public Changes(MessageBus bus)
    {
        this.bus = bus;
        subscription = bus.Subscribe(LiveChange.Topic, message =>
        {
            // What this process said itself comes back to it; the listeners have heard that already.
            if (LiveChange.OfMessage(message, self) is { } change)
                Tell(change);
            return Task.CompletedTask;
        });
        returns = bus.Subscribe(MessageBus.Returned, _ =>
        {
            TellAll();
            return Task.CompletedTask;
        });
    }

    /// <summary>The shops whose screens are open here.</summary>
    internal IEnumerable<string> Locations => listeners.Select(listener => listener.Location).Distinct(StringComparer.Ordinal);

    /// <summary>Says that something has changed. Call it after the commit: whoever hears it reads at once.</summary>
    /// <param name="location">The shop's code.</param>
    /// <param name="what">One of the names of <see cref="LiveChange"/>.</param>
    public void Publish(string location, string what, Guid id, long version)
    {
        var change = new LiveChange(location, what, id.ToString(), version);
        Tell(change);
        // Nobody waits for Redis, and its absence is no failure of the change.
        _ = bus.PublishAsync(LiveChange.Topic, change.ToMessage(self));
    }

    /// <summary>Tells this process's listeners only.</summary>
    internal void Tell(LiveChange change)
    {
        foreach (var listener in listeners)
        {
            if (string.Equals(listener.Location, change.Location, StringComparison.Ordinal))
                listener.Offer(change);
        }
    }

    /// <summary>Has the screens of a shop, or of all, look at everything again: something may have changed unheard.</summary>
    internal void TellAll(string? location = null)
    {
        foreach (var listener in listeners)
        {
            if (location is null || string.Equals(listener.Location, location, StringComparison.Ordinal))
                listener.Miss();
        }
    }

    /// <summary>Opens a listener; null when there are too many.</summary>
    internal ChangeListener? Listen(string location)
    {
        var listener = new ChangeListener(location, gone => ImmutableInterlocked.Update(ref listeners, static (list, one) => list.Remove(one), gone));
        ImmutableInterlocked.Update(ref listeners, static (list, one) => list.Count < MaxListeners ? list.Add(one) : list, listener);
        return listeners.Contains(listener) ? listener : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        subscription.Dispose();
        returns.Dispose();
    }
}
