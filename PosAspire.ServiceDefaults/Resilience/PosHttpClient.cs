using Microsoft.Extensions.DependencyInjection;

namespace PosAspire.ServiceDefaults.Resilience;

/// <summary>Adds HTTP clients that are bounded, repeat only what may be repeated, and pass the request id on.</summary>
public static class PosHttpClient
{
    /// <summary>Adds a typed client with a <see cref="ResilienceHandler"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the base address and the like.</param>
    /// <param name="settings">The limits, when the defaults do not suit.</param>
    public static IHttpClientBuilder AddPosHttpClient<TClient>(
        this IServiceCollection services,
        Action<IServiceProvider, HttpClient> configure,
        ResilienceSettings? settings = null)
        where TClient : class
    {
        ResilienceSettings limits = settings ?? new ResilienceSettings();
        return services
            .AddHttpClient<TClient>((provider, client) =>
            {
                // The handler bounds the time to the headers; this one also bounds a body that stalls.
                client.Timeout = limits.TotalTimeout + limits.AttemptTimeout;
                configure(provider, client);
            })
            .AddHttpMessageHandler(provider => new ResilienceHandler(limits, provider.GetRequiredService<TimeProvider>()));
    }
}
