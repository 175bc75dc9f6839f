using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>
/// Tills that sell by card while the servers before them die: each sends its sale again, with its key, to whichever server answers, until it
/// knows. Every third card is held to a reader, so that Workers bring it to its end.
/// </summary>
internal sealed class KillTills(KillShop shop) : IDisposable
{
    private const int Tills = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KnownWithin = TimeSpan.FromMinutes(5);

    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = TimeSpan.FromSeconds(40) };
    private readonly SemaphoreSlim signing = new(1);
    private readonly ConcurrentDictionary<string, int> refused = new();
    private Counter? counter;
    private DateTime signedInUntil;
    private int sent, again;

    /// <summary>Orders that a till was told are sold.</summary>
    public ConcurrentBag<Guid> Told { get; } = [];

    public int Sent => sent;

    /// <summary>Requests that were sent again because nobody had answered.</summary>
    public int Again => again;

    /// <summary>Sales that came to nothing, by what the till was told.</summary>
    public IReadOnlyDictionary<string, int> Refused => refused;

    /// <summary>Sells until told to stop; what is under way is brought to its end.</summary>
    public async Task SellAsync(CancellationToken stop)
    {
        await SignedInAsync();
        counter = await CounterAsync();
        for (var till = 0; till < Tills; till++)
            shop.Stripe.Ledger.AddReader($"tmr_{till}");
        using var customers = new CancellationTokenSource();
        var presenting = PresentAsync(customers.Token);
        await Task.WhenAll(Enumerable.Range(0, Tills).Select(till => TillAsync(till, stop)));
        await customers.CancelAsync();
        await presenting;
    }

    public void Dispose()
    {
        http.Dispose();
        signing.Dispose();
    }

    private async Task TillAsync(int till, CancellationToken stop)
    {
        for (var sale = till; !stop.IsCancellationRequested; sale++)
        {
            Interlocked.Increment(ref sent);
            var (key, source) = ($"{Guid.NewGuid():N}", sale % 3 == 0 ? $"reader:tmr_{till}" : "method:pm_card_visa");
            var known = Stopwatch.StartNew();
            while (!await KnowsAsync(key, source))
            {
                Assert.True(known.Elapsed < KnownWithin, $"What became of a sale was not known within {KnownWithin}.");
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    /// <summary>Sends the sale; says whether the till knows now what became of it.</summary>
    private async Task<bool> KnowsAsync(string key, string source)
    {
        if (await AskAsync(() => counter!.Sale(key, source)) is not var (status, body))
            return false;
        switch (status)
        {
            case HttpStatusCode.Created:
                Told.Add(body.GetProperty("id").GetGuid());
                return true;
            // Nobody knows yet, or the customer is at the reader: the same request again goes on with it.
            case HttpStatusCode.Accepted:
            case HttpStatusCode.TooManyRequests:
                return false;
            default:
                if ((int)status >= 500)
                    return false;
                refused.AddOrUpdate(body.TryGetProperty("code", out var code) ? $"{code}" : $"{status}", 1, (_, count) => count + 1);
                return true;
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)?> AskAsync(Func<HttpRequestMessage> question)
    {
        try
        {
            await SignedInAsync();
            using var request = question();
            request.RequestUri = new(Server(), request.RequestUri!);
            using var answer = await http.SendAsync(request);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return (answer.StatusCode, body.RootElement.Clone());
        }
        catch (Exception silence) when (silence is HttpRequestException or IOException or TaskCanceledException or JsonException)
        {
            // It died under way, or before it was asked: the key makes asking again safe.
            Interlocked.Increment(ref again);
            return null;
        }
    }

    private Uri Server()
    {
        var ready = shop.Apis.Where(api => api.IsReady).ToList();
        return (ready.Count == 0 ? shop.Apis[0] : ready[RandomNumberGenerator.GetInt32(ready.Count)]).Address;
    }

    private async Task SignedInAsync()
    {
        await signing.WaitAsync();
        try
        {
            if (DateTime.UtcNow < signedInUntil)
                return;
            using var client = new HttpClient { BaseAddress = Server() };
            await Counter.SignInAsync(client);
            http.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
            signedInUntil = DateTime.UtcNow.AddMinutes(5);
        }
        finally
        {
            signing.Release();
        }
    }

    private async Task<Counter> CounterAsync()
    {
        using var client = new HttpClient { BaseAddress = Server() };
        client.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;
        return await Counter.OpenAsync(shop.Database, client);
    }

    /// <summary>Customers hold their cards to the readers that ask for one.</summary>
    private async Task PresentAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            for (var till = 0; till < Tills; till++)
                shop.Stripe.Ledger.PresentIfAsked($"tmr_{till}");
            await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
