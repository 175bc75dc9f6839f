using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers a Redis connection with a health check.</summary>
public static class AspireRedisExtensions
{
    private const string Section = "Aspire:StackExchange:Redis";

    /// <summary>Registers one <see cref="IConnectionMultiplexer"/> on <c>ConnectionStrings:<paramref name="connectionName"/></c>; resolving it connects.</summary>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var section = builder.Configuration.GetSection(Section);
        var settings = new StackExchangeRedisSettings();
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        if (builder.Configuration.GetConnectionString(connectionName) is { } connectionString)
            settings.ConnectionString = connectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddSingleton<IOptionsFactory<ConfigurationOptions>>(services => new ParsingFactory(
            settings, services.GetServices<IConfigureOptions<ConfigurationOptions>>(), services.GetServices<IPostConfigureOptions<ConfigurationOptions>>()));
        builder.Services.Configure<ConfigurationOptions>(options =>
        {
            section.GetSection("ConfigurationOptions").Bind(options);
            section.GetSection($"{connectionName}:ConfigurationOptions").Bind(options);
            configureOptions?.Invoke(options);
        });
        builder.Services.AddSingleton<IConnectionMultiplexer>(services => Connect(services, connectionName));
        if (!settings.DisableHealthChecks && builder.Properties.TryAdd("Aspire.HealthChecks.StackExchange.Redis", true))
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration("StackExchange.Redis", services => new PingCheck(services), null, null));
    }

    private static ConnectionMultiplexer Connect(IServiceProvider services, string connectionName)
    {
        var options = services.GetRequiredService<IOptions<ConfigurationOptions>>().Value;
        if (options.EndPoints.Count == 0)
            throw new InvalidOperationException($"There is no endpoint in 'ConnectionStrings:{connectionName}' or in '{Section}:ConnectionString'.");
        var connection = ConnectionMultiplexer.Connect(options);
        // 1.x completes replies one after the other unless told otherwise, so that one blocked awaiter stops all; 2.x never does.
        connection.PreserveAsyncOrder = false;
        return connection;
    }

    private sealed class ParsingFactory(
        StackExchangeRedisSettings settings, IEnumerable<IConfigureOptions<ConfigurationOptions>> setups, IEnumerable<IPostConfigureOptions<ConfigurationOptions>> later)
        : OptionsFactory<ConfigurationOptions>(setups, later)
    {
        /// <summary>The server's absence at start is not an error, unless the connection string says so.</summary>
        protected override ConfigurationOptions CreateInstance(string name)
        {
            if (settings.ConnectionString is not { } text)
                return new ConfigurationOptions { AbortOnConnectFail = false };
            var options = ConfigurationOptions.Parse(text);
            if (!text.Contains("abortConnect", StringComparison.OrdinalIgnoreCase))
                options.AbortOnConnectFail = false;
            return options;
        }
    }

    private sealed class PingCheck(IServiceProvider services) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().PingAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                return HealthCheckResult.Healthy();
            }
            catch (Exception problem) when (problem is RedisException or TimeoutException or ObjectDisposedException)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, exception: problem);
            }
        }
    }
}
