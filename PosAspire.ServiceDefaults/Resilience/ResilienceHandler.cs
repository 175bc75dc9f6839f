using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace PosAspire.ServiceDefaults.Resilience;

/// <summary>
/// Bounds every outgoing call in time, tries again what may be repeated, and stops asking a neighbour that keeps failing. Only
/// requests that change nothing, or that carry an <c>Idempotency-Key</c>, are repeated: a payment must never be sent twice.
/// </summary>
public sealed class ResilienceHandler : DelegatingHandler
{
    /// <summary>The header that makes a POST safe to repeat.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    private static readonly ResiliencePropertyKey<HttpRequestMessage> s_request = new("request");
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    /// <param name="settings">The limits.</param>
    /// <param name="clock">Measures timeouts and pauses.</param>
    public ResilienceHandler(ResilienceSettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _pipeline = Build(settings, clock);
    }

    /// <summary>True for the methods that RFC 9110 calls idempotent, and for any request with an <c>Idempotency-Key</c>.</summary>
    public static bool MayRepeat(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Method.Method is "GET" or "HEAD" or "OPTIONS" or "TRACE" or "PUT" or "DELETE" || request.Headers.Contains(IdempotencyKey);
    }

    /// <inheritdoc />
    /// <exception cref="HttpRequestException">No answer: the connection failed, the time ran out, or the circuit is open.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Content is not null && MayRepeat(request))
        {
            // A stream can be read once only; a repeated try must send the same bytes.
            await request.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }

        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(s_request, request);
        try
        {
            return await _pipeline.ExecuteAsync(
                async (attempt, message) => await base.SendAsync(message, attempt.CancellationToken).ConfigureAwait(false), context, request).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException error)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{request.RequestUri?.Authority} did not answer in time.", error);
        }
        catch (BrokenCircuitException error)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{request.RequestUri?.Authority} kept failing and is left alone for a moment.", error);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ResiliencePipeline<HttpResponseMessage> Build(ResilienceSettings settings, TimeProvider clock)
    {
        PredicateBuilder<HttpResponseMessage> failure = new PredicateBuilder<HttpResponseMessage>()
            .Handle<HttpRequestException>()
            .Handle<TimeoutRejectedException>()
            .HandleResult(response => response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError);
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddTimeout(settings.TotalTimeout)
            .AddRetry(Retry(settings, failure))
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = settings.FailureShare,
                MinimumThroughput = settings.MinimumTries,
                SamplingDuration = settings.Window,
                BreakDuration = settings.OpenFor,
                ShouldHandle = failure,
            })
            .AddTimeout(settings.AttemptTimeout)
            .Build();
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retry(ResilienceSettings settings, Func<RetryPredicateArguments<HttpResponseMessage>, ValueTask<bool>> isFailure)
    {
        return new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = settings.MaxRetries,
            Delay = settings.FirstPause,
            MaxDelay = settings.LongestPause,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = async outcome => outcome.Context.Properties.TryGetValue(s_request, out HttpRequestMessage? request) && MayRepeat(request) && await isFailure(outcome).ConfigureAwait(false),
            DelayGenerator = outcome => new ValueTask<TimeSpan?>(Asked(outcome.Outcome.Result, settings.LongestPause)),
            OnRetry = outcome =>
            {
                outcome.Outcome.Result?.Dispose();
                return default;
            },
        };
    }

    /// <summary>What the server's <c>Retry-After</c> asks for, up to the longest pause; null leaves it to the backoff.</summary>
    private static TimeSpan? Asked(HttpResponseMessage? response, TimeSpan longest)
        => response?.Headers.RetryAfter?.Delta is { } asked ? (asked < longest ? asked : longest) : null;
}
