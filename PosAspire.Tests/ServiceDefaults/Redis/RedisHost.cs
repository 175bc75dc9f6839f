using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosAspire.ServiceDefaults.Redis;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Redis;

/// <summary>One process of the shop as far as Redis is concerned.</summary>
internal sealed class RedisHost : IAsyncDisposable
{
    private readonly IHost _host;

    private RedisHost(IHost host, RecordedLog log) => (_host, Log) = (host, log);

    public RecordedLog Log { get; }

    public PosCache Cache => _host.Services.GetRequiredService<PosCache>();

    public MessageBus Bus => _host.Services.GetRequiredService<MessageBus>();

    public SharedCounters Counters => _host.Services.GetRequiredService<SharedCounters>();

    public RedisState State => _host.Services.GetRequiredService<RedisStatus>().Read();

    public static async Task<RedisHost> StartAsync(string? address, bool patient = false)
    {
        var log = new RecordedLog();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["ConnectionStrings:cache"] = address;
        builder.Logging.ClearProviders().AddProvider(log.Provider());
        if (patient)
            builder.Services.AddSingleton(new RedisLimits(TimeSpan.FromSeconds(5)));
        builder.AddPosCache();
        var host = builder.Build();
        await host.StartAsync();
        return new RedisHost(host, log);
    }

    /// <summary>A host that has reached Redis.</summary>
    /// <param name="address">Where Redis is.</param>
    /// <param name="patient">Take a slow answer too: for tests of what Redis does, which a busy machine must not make tests of its absence.</param>
    public static async Task<RedisHost> ConnectedAsync(string address, bool patient = false)
    {
        var host = await StartAsync(address, patient);
        await Eventually.TrueAsync(() => !host.State.Degraded);
        return host;
    }

    public int LinesWith(string words) => Log.Lines.Count(line => line.Contains(words, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
