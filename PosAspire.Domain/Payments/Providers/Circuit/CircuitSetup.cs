using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace PosAspire.Domain.Payments.Providers.Circuit;

/// <summary>How providers are added to a host: each behind a circuit of its own.</summary>
public static class CircuitSetup
{
    /// <summary>Adds a provider that is registered as itself.</summary>
    /// <param name="hint">Where it tells of its own troubles.</param>
    public static void AddPaymentProvider<T>(this IServiceCollection services, Func<IServiceProvider, CircuitHint>? hint = null)
        where T : class, IPaymentProvider
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CircuitOrders>((_, _) => ValueTask.FromResult(CircuitOrder.Automatic));
        services.AddSingleton<IPaymentProvider>(provider => new ProviderCircuit(
            provider.GetRequiredService<T>(), CircuitLimits.Standard, provider.GetRequiredService<CircuitOrders>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ProviderCircuit>>(), hint?.Invoke(provider)));
    }
}
