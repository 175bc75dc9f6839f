using System.Threading.Channels;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Shared.Live;

/// <summary>One open screen. What it is too slow for is replaced by one word: look at everything again.</summary>
internal sealed class ChangeListener(string location, Action<ChangeListener> leave) : IDisposable
{
    /// <summary>Changes that may wait for a slow screen.</summary>
    public const int MaxWaiting = 256;

    private readonly Channel<LiveChange> waiting = Channel.CreateBounded<LiveChange>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly SemaphoreSlim bell = new(0);
    private volatile bool missed;

    public string Location { get; } = location;

    public void Offer(LiveChange change)
    {
        if (waiting.Writer.TryWrite(change))
            bell.Release();
        else
            Miss();
    }

    public void Miss()
    {
        missed = true;
        bell.Release();
    }

    /// <summary>Waits for something to tell, at most so long.</summary>
    public Task<bool> WaitAsync(TimeSpan most, CancellationToken cancellation) => bell.WaitAsync(most, cancellation);

    /// <summary>Whether something was missed since this was last asked; then what waits is of no interest any more.</summary>
    public bool TakeMissed()
    {
        if (!missed)
            return false;
        missed = false;
        while (waiting.Reader.TryRead(out _))
        {
        }

        return true;
    }

    public bool TryTake(out LiveChange? change) => waiting.Reader.TryRead(out change);

    // The bell is left to the garbage collector: whoever read the list a moment ago may still ring it, and must not fail for a screen that left.
    public void Dispose() => leave(this);
}
