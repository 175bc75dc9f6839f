using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Circuit;
using PosAspire.Domain.Payments.Providers.Qris;
using PosAspire.Domain.Payments.Providers.Stripe;
using PosAspire.Domain.Payments.Refunds;

namespace PosAspire.Domain.Payments.Steps;

/// <summary>Adds what takes payments and gives them back to a host; Api and Workers have the same.</summary>
public static class PaymentsSetup
{
    /// <summary>Needs the database. A provider without its key is left out, and tenders that need it are refused.</summary>
    public static void AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(PaymentLimits.Default);
        services.AddSingleton<SqlPaymentBook>();
        services.AddSingleton<IPaymentBook>(provider => provider.GetRequiredService<SqlPaymentBook>());
        services.AddSingleton<PaymentEngine>();
        services.AddSingleton<IProviderNews, SqlProviderNews>();
        services.AddSingleton<PaymentNews>();
        services.AddSingleton(RefundLimits.Default);
        services.AddSingleton<RefundBook>();
        services.AddSingleton<IRefundBook>(provider => provider.GetRequiredService<RefundBook>());
        services.AddSingleton<RefundEngine>();
        services.AddSingleton<RefundNews>();
        services.AddSingleton<ProviderModes>();
        services.AddSingleton<CircuitOrders>(provider => provider.GetRequiredService<ProviderModes>().OrderAsync);
        services.AddStripePayments(configuration);
        services.AddQrisPayments(configuration);
    }
}
