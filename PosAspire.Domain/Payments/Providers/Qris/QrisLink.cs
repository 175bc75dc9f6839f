using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace PosAspire.Domain.Payments.Providers.Qris;

/// <summary>How a call ended, before anybody asks what the answer means.</summary>
internal enum QrisCallEnd
{
    /// <summary>The gateway looked at it and answered.</summary>
    Answered,

    /// <summary>It never got there, or was turned away unread.</summary>
    Unreachable,

    /// <summary>It may have got there.</summary>
    Unknown,
}

/// <param name="Code">The gateway's status code, which is the body's: over HTTP a refusal may come as 200.</param>
internal sealed record QrisCall(QrisCallEnd End, int Code, QrisReply? Reply)
{
    public static readonly QrisCall Unreachable = new(QrisCallEnd.Unreachable, 0, null);
    public static readonly QrisCall Unknown = new(QrisCallEnd.Unknown, 0, null);
}

/// <summary>Calls the gateway over HTTP, once: nothing is tried again here, because a charge must not be.</summary>
internal sealed class QrisLink : IDisposable
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxAnswerBytes = 256 * 1024;

    // A connection is renewed so that a changed address of the gateway is noticed.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private readonly HttpClient http;
    private readonly QrisSettings settings;
    private readonly AuthenticationHeaderValue key;

    public QrisLink(QrisSettings settings)
    {
        this.settings = settings;
        // The server key is the user, and there is no password (docs.midtrans.com, "API Authorization").
        key = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(settings.ServerKey + ":")));
        var handler = new SocketsHttpHandler { ConnectTimeout = settings.Connect, PooledConnectionLifetime = ConnectionLife, AllowAutoRedirect = false, UseCookies = false };
        http = new(handler) { BaseAddress = settings.Api, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    public Task<QrisCall> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, null, cancellation);

    /// <param name="idempotencyKey">At most 46 letters; the gateway remembers it for five minutes (docs.midtrans.com, "API Headers &amp; Idempotency").</param>
    public Task<QrisCall> PostAsync(string path, string idempotencyKey, object? body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, idempotencyKey, body, cancellation);

    public void Dispose() => http.Dispose();

    private async Task<QrisCall> SendAsync(HttpMethod method, string path, string? idempotencyKey, object? body, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(settings.Call);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = key, Accept = { new("application/json") } } };
        if (idempotencyKey is not null)
            request.Headers.Add(KeyHeader, idempotencyKey);
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType());
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (HttpRequestException failure) when (
            failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return QrisCall.Unreachable;
        }
        catch (HttpRequestException)
        {
            return QrisCall.Unknown;
        }
        // Neither the caller nor the limit gave up: it was the connection that was not made in time.
        catch (OperationCanceledException) when (!either.IsCancellationRequested)
        {
            return QrisCall.Unreachable;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return QrisCall.Unknown;
        }
    }

    private static async Task<QrisCall> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        QrisReply? reply = null;
        try
        {
            reply = await response.Content.ReadFromJsonAsync<QrisReply>(cancellation);
        }
        catch (JsonException)
        {
            // Somebody between us and the gateway answered with a page; the HTTP status is all that is known.
        }

        var code = int.TryParse(reply?.StatusCode, out var own) ? own : (int)response.StatusCode;
        // 202 without a transaction: the first request with this key is still being worked on.
        var isInWork = response.StatusCode == HttpStatusCode.Accepted && reply?.TransactionStatus is null;
        return code switch
        {
            (int)HttpStatusCode.TooManyRequests => QrisCall.Unreachable,
            >= 500 => QrisCall.Unknown,
            _ when isInWork || (reply is null && response.IsSuccessStatusCode) => QrisCall.Unknown,
            _ => new(QrisCallEnd.Answered, code, reply),
        };
    }
}
