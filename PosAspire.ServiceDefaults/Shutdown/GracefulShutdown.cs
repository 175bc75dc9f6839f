using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.ServiceDefaults.Shutdown;

/// <summary>
/// On SIGTERM or Ctrl-C: readiness turns off, the listener stays open for a while so that a balancer can look elsewhere, then
/// it closes, requests under way finish, and the host stops, all within a limit.
/// </summary>
internal static class GracefulShutdown
{
    private static readonly TimeSpan s_max = TimeSpan.FromMinutes(5);

    // On a developer's machine nothing balances, and Ctrl-C must end the whole graph within ten seconds.
    private static readonly (TimeSpan Delay, TimeSpan Drain) s_development = (TimeSpan.Zero, TimeSpan.FromSeconds(8));

    // Kubernetes looks every few seconds and kills after 30.
    private static readonly (TimeSpan Delay, TimeSpan Drain) s_elsewhere = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));

    /// <summary><c>SHUTDOWN_DELAY</c> is the time between readiness off and the listener's end, <c>SHUTDOWN_DRAIN</c> the limit for what is under way.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        (TimeSpan delay, TimeSpan drain) = builder.Environment.IsDevelopment() ? s_development : s_elsewhere;
        delay = builder.Configuration.Duration("SHUTDOWN_DELAY", s_max) ?? delay;
        drain = builder.Configuration.Duration("SHUTDOWN_DRAIN", s_max) ?? drain;
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = delay + drain);
        builder.Services.AddSingleton<ReadinessGate>();
        builder.Services.AddHostedService(services => new Steps(
            delay,
            services.GetRequiredService<ReadinessGate>(),
            services.GetRequiredService<IHostApplicationLifetime>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<Steps>>()));
    }

    internal sealed class Steps(TimeSpan delay, ReadinessGate gate, IHostApplicationLifetime life, TimeProvider clock, ILogger<Steps> log) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            life.ApplicationStarted.Register(gate.Started);
            life.ApplicationStopping.Register(gate.Stopping);
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>Runs before any hosted service stops, the web server included.</summary>
        public async Task StoppingAsync(CancellationToken cancellationToken)
        {
            gate.Stopping();
            log.LogInformation("Shutting down: readiness is off, the listener closes in {DelaySeconds} s", delay.TotalSeconds);
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken)
        {
            log.LogInformation("Stopped");
            return Task.CompletedTask;
        }
    }
}
