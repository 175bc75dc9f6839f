using PosAspire.Api.Shared;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Offline;

namespace PosAspire.Api.Payments.Webhooks;

/// <summary>What payment providers call. Anybody can reach these addresses: only what a provider has signed is kept.</summary>
internal static class WebhooksApi
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NewsDesk>();
        builder.Services.AddHostedService(services => services.GetRequiredService<NewsDesk>());
    }

    /// <summary>At the root, where the providers' settings point to.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        Map(app, "/webhooks/stripe", StripeWebhook.HandleAsync);
        Map(app, "/webhooks/qris", QrisCallback.HandleAsync);
    }

    private static void Map(IEndpointRouteBuilder app, string path, Delegate handler) => app.MapPost(path, handler).AllowAnonymous().ExcludeFromDescription()
        .Refuses(PaymentErrors.NotConfigured, OfflineErrors.CallbackRefused);
}
