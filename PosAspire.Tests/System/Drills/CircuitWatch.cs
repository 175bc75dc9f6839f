using System.Net;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>Knows at every moment whether the API leaves the card service alone.</summary>
internal sealed class CircuitWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource closing = new();
    private readonly Func<Task<HttpClient>> signIn;
    private readonly Task watching;
    private volatile bool isLeftAlone;

    /// <param name="signIn">A manager; again whenever the token has run out with the clock.</param>
    public CircuitWatch(Func<Task<HttpClient>> signIn)
    {
        this.signIn = signIn;
        watching = WatchAsync();
    }

    public bool IsLeftAlone => isLeftAlone;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await watching;
        closing.Dispose();
    }

    private async Task WatchAsync()
    {
        HttpClient? manager = null;
        while (!closing.IsCancellationRequested)
        {
            manager ??= await signIn();
            using var answer = await manager.GetAsync("/api/v1/payments/providers");
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                isLeftAlone = (await Counter.BodyAsync(answer))["items"]!.AsArray().Any(item => (string?)item!["name"] == "stripe" && (string?)item["health"] is not ("closed" or null));
            }
            else
            {
                manager.Dispose();
                manager = null;
            }

            await Task.Delay(Every, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        manager?.Dispose();
    }
}
