using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PosAspire.Domain.Payments.Providers.Circuit;

namespace PosAspire.Domain.Payments.Providers.Qris;

/// <summary>Adds the provider to a host.</summary>
public static class QrisSetup
{
    /// <summary>Without <c>QRIS_SERVER_KEY</c> nothing is added, and a tender by QRIS is refused as not configured.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong.</exception>
    public static void AddQrisPayments(this IServiceCollection services, IConfiguration configuration)
    {
        if (QrisSettings.Read(configuration) is not { } settings)
            return;
        services.AddSingleton(settings);
        services.AddSingleton<QrisPayments>(_ => new(settings));
        services.AddPaymentProvider<QrisPayments>();
    }
}
