using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosAspire.ServiceDefaults.Configuration;
using StackExchange.Redis;

namespace PosAspire.ServiceDefaults.Redis;

/// <summary>Puts a host on the shop's Redis: a cache, a bus and shared counters, none of which ever fails its caller.</summary>
public static class PosCacheExtensions
{
    /// <summary>How long one attempt to connect may take.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(1);

    /// <summary>An idle connection says a word this often, so that a dead one is noticed.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds <see cref="PosCache"/>, <see cref="MessageBus"/>, <see cref="SharedCounters"/> and <see cref="RedisStatus"/> on
    /// <c>ConnectionStrings:cache</c>. The host starts and serves without Redis, and without the setting: each falls back to memory.
    /// </summary>
    public static void AddPosCache(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddRedisClient(
            RedisLink.ConnectionName,
            // The health room reads the link's own state; a check that fails a host because Redis is away would contradict the runbook.
            settings => settings.DisableHealthChecks = true,
            options =>
            {
                options.AbortOnConnectFail = false;
                options.ConnectRetry = 1;
                options.ConnectTimeout = (int)ConnectLimit.TotalMilliseconds;
                options.ReconnectRetryPolicy = new LinearRetry((int)ConnectLimit.TotalMilliseconds);
                options.KeepAlive = (int)KeepAlive.TotalSeconds;
            });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(RedisLimits.Default);
        builder.Services.AddSingleton<RedisStatus>();
        builder.Services.AddSingleton<RedisLink>();
        builder.Services.AddHostedService(services =>
        {
            // Redis counts as reached when the bus hears itself, so the bus is there first.
            Of<MessageBus>(services);
            return Of<RedisLink>(services);
        });
        builder.Services.AddSingleton(services => new MessageBus(Of<RedisLink>(services), Of<ILogger<MessageBus>>(services)));
        builder.Services.AddSingleton(services => new PosCache(Of<RedisLink>(services), Of<MessageBus>(services), Of<RedisStatus>(services), Of<TimeProvider>(services)));
        builder.Services.AddSingleton(services => new SharedCounters(Of<RedisLink>(services), Of<TimeProvider>(services)));
    }

    private static T Of<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Whether there is a Redis to use.</summary>
    /// <exception cref="SettingException">The setting cannot be read.</exception>
    internal static bool IsConfigured(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString(RedisLink.ConnectionName);
        if (string.IsNullOrWhiteSpace(text))
            return false;
        try
        {
            if (ConfigurationOptions.Parse(text).EndPoints.Count > 0)
                return true;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException)
        {
            // The parser's own words may repeat the password.
        }

        throw new SettingException("ConnectionStrings__cache", "is not a Redis connection string (host:port,password=…).");
    }
}
