using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Shared;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers.Stripe;

namespace PosAspire.Api.Payments.Webhooks;

/// <summary>What Stripe calls when something happened to a card or to a refund.</summary>
internal static class StripeWebhook
{
    /// <summary>A charge with everything in it has about 10 KB.</summary>
    public const int MaxBytes = 128 * 1024;

    public static async Task<Results<Ok, PosProblem>> HandleAsync(
        HttpContext http, IServiceProvider services, NewsDesk news, TimeProvider clock, CancellationToken cancellation)
    {
        if (services.GetService<StripeSettings>() is not { WebhookSecrets.Count: > 0 } settings)
            return PaymentErrors.NotConfigured.AsProblem();
        var signature = http.Request.Headers[StripeNotice.SignatureHeader];
        return await news.TakeAsync(http.Request, MaxBytes, body => StripeNotice.TryRead(body, signature, settings.WebhookSecrets, clock.GetUtcNow()), cancellation);
    }
}
