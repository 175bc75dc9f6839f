using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Shared;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers.Qris;

namespace PosAspire.Api.Payments.Webhooks;

/// <summary>What the QRIS gateway calls when a code was paid, has died or was given back.</summary>
internal static class QrisCallback
{
    /// <summary>A notice has about 1 KB.</summary>
    public const int MaxBytes = 64 * 1024;

    public static async Task<Results<Ok, PosProblem>> HandleAsync(HttpContext http, IServiceProvider services, NewsDesk news, CancellationToken cancellation) =>
        services.GetService<QrisSettings>() is { } settings
            ? await news.TakeAsync(http.Request, MaxBytes, body => QrisNotice.TryRead(body, settings)?.ToEvent(), cancellation)
            : PaymentErrors.NotConfigured.AsProblem();
}
