namespace PosAspire.Workers.Sales;

/// <summary>How eagerly and how long a printer is tried.</summary>
/// <param name="MaxPrinters">Printers served at once.</param>
/// <param name="FirstPause">Before the second attempt; doubled before each further one.</param>
/// <param name="LongestPause">No pause is longer: a cashier who has just put paper in waits for it.</param>
/// <param name="GiveUp">A job older than this is not tried again: nobody waits for its receipt any more.</param>
/// <param name="Idle">How long to rest when nothing waits.</param>
/// <param name="Outage">How long to rest when the database does not answer.</param>
/// <param name="Connect">How long a printer may take to answer.</param>
/// <param name="Send">How long it may take to accept a receipt; without paper it accepts none.</param>
/// <param name="Close">How long it may take to close the connection after the last byte; one that never does has printed.</param>
public sealed record PrintLimits(
    int MaxPrinters, TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan GiveUp, TimeSpan Idle, TimeSpan Outage, TimeSpan Connect, TimeSpan Send, TimeSpan Close)
{
    public static readonly PrintLimits Default = new(
        MaxPrinters: 16, FirstPause: TimeSpan.FromSeconds(1), LongestPause: TimeSpan.FromSeconds(5), GiveUp: TimeSpan.FromMinutes(10),
        Idle: TimeSpan.FromMilliseconds(250), Outage: TimeSpan.FromSeconds(2), Connect: TimeSpan.FromSeconds(3), Send: TimeSpan.FromSeconds(10),
        Close: TimeSpan.FromSeconds(3));

    /// <summary>How long a worker has a job for itself: longer than any try takes. A killed one's job is tried again after it.</summary>
    public TimeSpan Lease => Connect + Send + Close + TimeSpan.FromSeconds(4);

    /// <summary>The pause after a failure.</summary>
    /// <param name="attempts">Failures so far, this one included.</param>
    public TimeSpan PauseAfter(int attempts)
    {
        // A shift past the longest pause would overflow long before a job is given up.
        var pause = FirstPause * (1L << Math.Min(attempts - 1, 30));
        return pause < LongestPause ? pause : LongestPause;
    }
}
