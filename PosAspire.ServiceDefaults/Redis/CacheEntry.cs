namespace PosAspire.ServiceDefaults.Redis;

/// <summary>A value in memory, or the wait for one that is being made.</summary>
internal sealed class CacheEntry
{
    private readonly TaskCompletionSource<object> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _expiresAt = long.MaxValue;

    public Task<object> Value => _value.Task;

    public long ExpiresAt => Interlocked.Read(ref _expiresAt);

    public volatile bool Dropped;

    public volatile bool Written;

    public void Fill(object value, long expiresAt)
    {
        Interlocked.Exchange(ref _expiresAt, expiresAt);
        _value.TrySetResult(value);
    }

    public void Fail(Exception problem, bool cancelled)
    {
        if (cancelled)
            _value.TrySetCanceled();
        else
            _value.TrySetException(problem);
        _ = _value.Task.Exception;
    }
}
