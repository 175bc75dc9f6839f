namespace PosAspire.ServiceDefaults.Health;

/// <summary>
/// Lets many probes share one question: who asks while it is under way gets its answer, and the answer serves for
/// <see cref="MaxAge"/> after it came. Probes can neither queue up nor multiply the load of a system in trouble.
/// </summary>
internal sealed class SharedCheck<T>(Func<Task<T>> ask, TimeProvider time)
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private Task<T>? _asked;
    private long _answeredAt;

    public Task<T> AskAsync()
    {
        lock (_lock)
        {
            if (_asked is null || (_asked.IsCompleted && time.GetElapsedTime(_answeredAt) > MaxAge))
                _asked = AskAndNoteAsync();
            return _asked;
        }
    }

    private async Task<T> AskAndNoteAsync()
    {
        // Leave the lock before the question starts.
        await Task.Yield();
        try
        {
            return await ask().ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
                _answeredAt = time.GetTimestamp();
        }
    }
}
