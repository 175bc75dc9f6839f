using System.Collections.Concurrent;
using System.Net;

namespace PosAspire.Tests.Api.Shared.Live;

/// <summary>An open screen: it collects the events of a shop until it is closed or the server ends the stream.</summary>
internal sealed class LiveStream : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> events = new();
    private readonly CancellationTokenSource closing = new();
    private readonly HttpClient client;
    private readonly Task reading;

    private LiveStream(HttpClient client, HttpResponseMessage answer)
    {
        this.client = client;
        reading = ReadAsync(answer);
    }

    /// <summary>Each as "event data", comments as ":".</summary>
    public IReadOnlyList<string> Events => [.. events];

    /// <summary>Done when the server has ended the stream.</summary>
    public Task Ended => reading;

    public static async Task<LiveStream> OpenAsync(ApiHost api, string location = "LIQ1", string? token = null)
    {
        var client = token is null ? await api.SignedInAsync() : api.With(token);
        var answer = await client.GetAsync($"/api/v1/locations/{location}/changes", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var stream = new LiveStream(client, answer);
        await Support.Eventually.TrueAsync(() => stream.Events.Count > 0);
        Assert.StartsWith("hello", stream.Events[0], StringComparison.Ordinal);
        return stream;
    }

    public bool Heard(string what, Guid id) => events.Any(one => one.StartsWith("change ", StringComparison.Ordinal) && one.Contains($"\"{what}\"", StringComparison.Ordinal) && one.Contains($"{id}", StringComparison.Ordinal));

    public void Forget() => events.Clear();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await reading;
        client.Dispose();
        closing.Dispose();
    }

    private async Task ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            try
            {
                using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(closing.Token));
                var name = "";
                while (await reader.ReadLineAsync(closing.Token) is { } line)
                {
                    if (line.StartsWith("event: ", StringComparison.Ordinal))
                        name = line[7..];
                    else if (line.StartsWith("data: ", StringComparison.Ordinal))
                        events.Enqueue($"{name} {line[6..]}");
                    else if (line == ":")
                        events.Enqueue(":");
                }
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or HttpRequestException)
            {
                // Closed here, or cut off there.
            }
        }
    }
}
