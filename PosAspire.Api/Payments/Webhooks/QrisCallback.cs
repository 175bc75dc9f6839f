using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Qris;

namespace PosAspire.Api.Payments.Webhooks;

/// <summary>What the QRIS gateway calls when a code was paid or has died: checked, kept, answered, and then the payment is read back.</summary>
internal static class QrisCallback
{
    /// <summary>A notice has about 1 KB.</summary>
    public const int MaxBytes = 64 * 1024;

    public static async Task<Results<Ok, PosProblem>> HandleAsync(
        HttpContext http, IServiceProvider services, NpgsqlDataSource database, NewsDesk news, TimeProvider clock, CancellationToken cancellation)
    {
        if (services.GetService<QrisSettings>() is not { } settings)
            return PaymentErrors.NotConfigured.AsProblem();
        if (await http.Request.BytesAsync(MaxBytes, cancellation) is not { } body || QrisNotice.TryRead(body, settings) is not { } notice)
            return OfflineErrors.CallbackRefused.AsProblem();
        var seen = notice.ToEvent();
        if (await ProviderEvents.KeepAsync(database, seen, clock.GetUtcNow().UtcDateTime, cancellation))
            news.Offer(seen);
        return TypedResults.Ok();
    }
}
