using PosAspire.ServiceDefaults.Identity;

namespace PosAspire.Api.Identity;

/// <summary>Checks passwords and PINs a few at a time: each costs a tenth of a second of a core, and the cores are there to sell.</summary>
internal sealed class SecretCheck : IDisposable
{
    /// <summary>How many may wait for their turn.</summary>
    public const int MaxWaiting = 64;

    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int waiting;

    /// <summary>Whether the secret is the one behind the hash; without a hash it takes as long and is not.</summary>
    /// <returns>Null when too many are waiting: nothing was checked.</returns>
    public async Task<bool?> VerifyAsync(string? hash, string secret, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref waiting) > MaxWaiting)
                return null;
            await turns.WaitAsync(cancellation);
            try
            {
                return await Task.Run(() => Passwords.Verify(hash, secret), cancellation);
            }
            finally
            {
                turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>What to store of a new secret.</summary>
    public async Task<string> HashAsync(string secret, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Passwords.Hash(secret), cancellation);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
