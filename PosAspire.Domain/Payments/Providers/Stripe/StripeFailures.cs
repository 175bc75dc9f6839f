using System.Net;
using Stripe;

namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>What a call that brought no object tells about the money.</summary>
/// <remarks>Sources: docs.stripe.com/error-low-level, docs.stripe.com/api/errors, docs.stripe.com/error-codes.</remarks>
internal static class StripeFailures
{
    private const string TimedOut = "timeout";
    private const string Lost = "connection_lost";
    private const string NotConnected = "not_connected";
    private const string RateLimited = "rate_limited";
    private const string AlreadyAsked = "already_asked";
    private const string UnexpectedState = "payment_intent_unexpected_state";

    /// <summary>A reader that did not say that it had heard: it may have.</summary>
    public const string ReaderTimedOut = "terminal_reader_timeout";

    /// <summary>Makes a call within its time.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<ProviderAnswer> AnsweredAsync(TimeSpan limit, Func<CancellationToken, Task<ProviderAnswer>> call, CancellationToken cancellation)
    {
        using var time = new CancellationTokenSource(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            return await call(either.Token);
        }
        catch (StripeException refused)
        {
            return Of(refused);
        }
        catch (HttpRequestException failure)
        {
            return NeverLeft(failure) ? new(ProviderStatus.Unreachable, Code: NotConnected) : new(ProviderStatus.Unknown, Code: Lost);
        }
        // Neither the caller nor the limit gave up: it was the connection that was not made in time.
        catch (OperationCanceledException) when (!either.IsCancellationRequested)
        {
            return new(ProviderStatus.Unreachable, Code: NotConnected);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(ProviderStatus.Unknown, Code: TimedOut);
        }
    }

    /// <summary>What Stripe refused and why; of a payment in a state that does not allow the step, that state.</summary>
    public static ProviderAnswer Of(StripeException refused)
    {
        var error = refused.StripeError;
        return (int)refused.HttpStatusCode switch
        {
            (int)HttpStatusCode.TooManyRequests => new(ProviderStatus.Unreachable, Code: RateLimited),
            // Another request with the same key is being carried out.
            (int)HttpStatusCode.Conflict => new(ProviderStatus.Unknown, Code: AlreadyAsked),
            >= 500 => new(ProviderStatus.Unknown, Code: $"http_{(int)refused.HttpStatusCode}"),
            // Not Stripe's words: somebody between us and Stripe spoke, and what became of the request nobody knows.
            var status when error is null => new(ProviderStatus.Unknown, Code: $"http_{status}"),
            (int)HttpStatusCode.PaymentRequired => Declined(error),
            (int)HttpStatusCode.NotFound when error.Code == "resource_missing" => new(ProviderStatus.NotFound, Code: error.Code),
            _ when error is { Code: UnexpectedState, PaymentIntent: { } intent } => StripeAnswers.Of(intent),
            _ when error.Type == "card_error" => Declined(error),
            _ when error.Code == ReaderTimedOut => new(ProviderStatus.Unknown, Code: error.Code),
            _ => new(ProviderStatus.Rejected, Code: error.Code ?? error.Type),
        };
    }

    /// <summary>Why a card was refused, as exactly as Stripe says it.</summary>
    public static string? CodeOf(StripeError? error) => error?.DeclineCode ?? error?.Code;

    /// <summary>An earlier request with this key had ended in a fault of Stripe's, and that is repeated for a day.</summary>
    public static bool IsOldFault(StripeException refused)
        => (int)refused.HttpStatusCode >= 500 && refused.StripeResponse?.Headers is { } headers && headers.TryGetValues("Idempotent-Replayed", out var said) && said.Contains("true");

    private static ProviderAnswer Declined(StripeError error)
        => new(ProviderStatus.Declined, error.PaymentIntent?.Id, Code: CodeOf(error) ?? error.Type, Card: StripeAnswers.Of(error.PaymentMethod?.Card));

    private static bool NeverLeft(HttpRequestException failure) => failure.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
