using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Stripe;

namespace PosAspire.Api.Payments.Webhooks;

/// <summary>What Stripe calls when something happened to a card: checked, kept, answered, and then the payment is read back.</summary>
internal static class StripeWebhook
{
    /// <summary>A charge with everything in it has about 10 KB.</summary>
    public const int MaxBytes = 128 * 1024;

    public static async Task<Results<Ok, PosProblem>> HandleAsync(
        HttpContext http, IServiceProvider services, NpgsqlDataSource database, NewsDesk news, TimeProvider clock, CancellationToken cancellation)
    {
        if (services.GetService<StripeSettings>() is not { WebhookSecrets.Count: > 0 } settings)
            return PaymentErrors.NotConfigured.AsProblem();
        var now = clock.GetUtcNow();
        if (await http.Request.BytesAsync(MaxBytes, cancellation) is not { } body
            || StripeNotice.TryRead(body, http.Request.Headers[StripeNotice.SignatureHeader], settings.WebhookSecrets, now) is not { } seen)
            return OfflineErrors.CallbackRefused.AsProblem();
        if (await ProviderEvents.KeepAsync(database, seen, now.UtcDateTime, cancellation))
            news.Offer(seen);
        return TypedResults.Ok();
    }
}
