using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PosAspire.Domain.Payments.Providers.Circuit;

namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>Adds the provider to a host.</summary>
public static class StripeSetup
{
    /// <summary>Without <c>STRIPE_SECRET_KEY</c> nothing is added, and a tender by card is refused as not configured.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong.</exception>
    public static void AddStripePayments(this IServiceCollection services, IConfiguration configuration)
    {
        if (StripeSettings.Read(configuration) is not { } settings)
            return;
        services.AddSingleton(settings);
        services.AddSingleton<StripePayments>(_ => new(settings));
        services.AddSingleton<StripeStatusPage>(_ => new(settings));
        services.AddPaymentProvider<StripePayments>(provider => provider.GetRequiredService<StripeStatusPage>().ReadAsync);
    }
}
