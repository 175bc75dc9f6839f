namespace PosAspire.Web.Frame;

/// <summary>Writes server-sent events (HTML standard, 9.2) to one page; what it writes from several sides never mixes.</summary>
public sealed class LiveWriter : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly HttpResponse response;
    private string? name;

    public LiveWriter(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        this.response = response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // a proxy in front must not collect them
    }

    public async Task SendAsync(string eventName, string data, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            await response.WriteAsync($"event: {eventName}\ndata: {data}\n\n", stop);
            await response.Body.FlushAsync(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Passes a line of another stream on: its events come out whole, its comments not at all.</summary>
    public async Task PassAsync(string line, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.StartsWith("event: ", StringComparison.Ordinal))
            name = line["event: ".Length..];
        else if (line.StartsWith("data: ", StringComparison.Ordinal) && name is not null)
            await SendAsync(name, line["data: ".Length..], stop);
        else if (line.Length == 0)
            name = null;
    }

    /// <summary>Sends a beat again and again until it is told to stop.</summary>
    public async Task BeatAsync(TimeSpan every, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await SendAsync("beat", "{}", stop);
                await Task.Delay(every, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    public ValueTask DisposeAsync()
    {
        turn.Dispose();
        return ValueTask.CompletedTask;
    }
}
