namespace PosAspire.Workers.Backups.Stores.S3;

/// <summary>
/// Reads an object of a known length. Where the line breaks, stalls or ends early it asks for the rest, so that an hour's reading is
/// not lost to a second's disturbance.
/// </summary>
/// <param name="name">For the sentence when it is given up.</param>
/// <param name="first">From where the reading begins.</param>
/// <param name="length">How many bytes follow.</param>
/// <param name="reopen">Gives the rest, from so many bytes after the first.</param>
/// <param name="patience">How long nothing may come.</param>
internal sealed class ResumingStream(string name, Stream first, long length, Func<long, CancellationToken, Task<Stream>> reopen, TimeSpan patience) : ReadingStream
{
    /// <summary>Without a byte in between.</summary>
    private const int MaxTries = 5;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private Stream? current = first;
    private long given;
    private int tries;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (given < length && buffer.Length > 0)
        {
            try
            {
                current ??= await reopen(given, cancellationToken);
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                waiting.CancelAfter(patience);
                var read = await current.ReadAsync(buffer[..(int)Math.Min(buffer.Length, length - given)], waiting.Token);
                if (read == 0)
                    throw new EndOfStreamException("The answer ended before all of it had come.");
                given += read;
                tries = 0;
                return read;
            }
            catch (Exception problem) when (problem is not StoreException && S3Trouble.Is(problem, cancellationToken))
            {
                if (++tries >= MaxTries)
                    throw S3Trouble.Say(name, "give the rest of what was asked", problem);
                await CloseAsync();
                await Task.Delay(Rest * tries, cancellationToken);
            }
        }

        return 0;
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        current?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask CloseAsync()
    {
        if (current is not null)
            await current.DisposeAsync();
        current = null;
    }
}
