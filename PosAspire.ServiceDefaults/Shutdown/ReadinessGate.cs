namespace PosAspire.ServiceDefaults.Shutdown;

/// <summary>The three parts of a host's life, as readiness sees them.</summary>
public enum HostPhase
{
    /// <summary>Not every hosted service has started: send no traffic yet.</summary>
    Starting,

    /// <summary>Up.</summary>
    Running,

    /// <summary>Asked to stop: send no new traffic; requests under way are finished.</summary>
    ShuttingDown,
}

/// <summary>Tells the health endpoints which part of its life the host is in. A phase never goes back.</summary>
public sealed class ReadinessGate
{
    private int _phase;

    /// <summary>The current phase.</summary>
    public HostPhase Phase => (HostPhase)Volatile.Read(ref _phase);

    /// <summary>True while traffic may come.</summary>
    public bool IsOpen => Phase == HostPhase.Running;

    internal void Started() => Interlocked.CompareExchange(ref _phase, (int)HostPhase.Running, (int)HostPhase.Starting);

    internal void Stopping() => Interlocked.Exchange(ref _phase, (int)HostPhase.ShuttingDown);
}
