using System.Net;
using System.Security.Cryptography;

namespace Stripe;

/// <summary>The transport, exchangeable.</summary>
public interface IHttpClient
{
    Task<StripeResponse> MakeRequestAsync(StripeRequest request, CancellationToken cancellationToken = default);
}

/// <summary>The transport over <see cref="HttpClient"/>, whose time limits are the caller's. By default it tries twice again.</summary>
public class SystemNetHttpClient : IHttpClient
{
    public const int DefaultMaxNumberRetries = 2;

    private static readonly Lazy<HttpClient> Default = new(() => new HttpClient { Timeout = DefaultHttpTimeout });

    private readonly HttpClient http;

    public SystemNetHttpClient(HttpClient httpClient = null, int maxNetworkRetries = DefaultMaxNumberRetries, bool enableTelemetry = true)
    {
        http = httpClient ?? Default.Value;
        MaxNetworkRetries = maxNetworkRetries;
        EnableTelemetry = enableTelemetry;
    }

    public static TimeSpan DefaultHttpTimeout => TimeSpan.FromSeconds(80);

    public static TimeSpan MaxNetworkRetriesDelay => TimeSpan.FromSeconds(5);

    public static TimeSpan MinNetworkRetriesDelay => TimeSpan.FromMilliseconds(500);

    /// <summary>The real one may tell Stripe how long requests took; this one never does.</summary>
    public bool EnableTelemetry { get; }

    public int MaxNetworkRetries { get; }

    public async Task<StripeResponse> MakeRequestAsync(StripeRequest request, CancellationToken cancellationToken = default)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                using var message = Message(request);
                using var answer = await http.SendAsync(message, cancellationToken).ConfigureAwait(false);
                if (retry >= MaxNetworkRetries || !MayTryAgain(answer))
                    return new StripeResponse(answer.StatusCode, answer.Headers, await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (Exception failure) when (retry < MaxNetworkRetries && IsOfTheNetwork(failure, cancellationToken))
            {
                // The same key makes it safe to ask again.
            }

            await Task.Delay(Pause(retry + 1), cancellationToken).ConfigureAwait(false);
        }
    }

    private static HttpRequestMessage Message(StripeRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Uri) { Content = request.Content };
        message.Headers.TryAddWithoutValidation("User-Agent", $"Stripe/v1 .NetBindings/{StripeConfiguration.StripeNetVersion}");
        message.Headers.Authorization = request.AuthorizationHeader;
        foreach (var (name, value) in request.StripeHeaders)
            message.Headers.Add(name, value);
        return message;
    }

    private static bool IsOfTheNetwork(Exception failure, CancellationToken cancellation)
        => failure is HttpRequestException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static bool MayTryAgain(HttpResponseMessage answer)
        => answer.Headers.TryGetValues("Stripe-Should-Retry", out var said) && said.First() is "true" or "false"
            ? said.First() == "true"
            : answer.StatusCode == HttpStatusCode.Conflict || (int)answer.StatusCode >= 500;

    private static TimeSpan Pause(int retry)
    {
        var most = Math.Min(MinNetworkRetriesDelay.TotalMilliseconds * Math.Pow(2, retry - 1), MaxNetworkRetriesDelay.TotalMilliseconds);
        var jittered = most * (75 + RandomNumberGenerator.GetInt32(26)) / 100;
        return TimeSpan.FromMilliseconds(Math.Max(jittered, MinNetworkRetriesDelay.TotalMilliseconds));
    }
}
