using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosAspire.ServiceDefaults.Health;

namespace PosAspire.ServiceDefaults.Database;

/// <summary>Puts a host on the shop's database.</summary>
public static class PosDatabaseExtensions
{
    /// <summary>How often a failed command is tried again. More would keep a cashier waiting for an answer that will not come.</summary>
    public const int MaxRetries = 2;

    /// <summary>The longest pause between two tries.</summary>
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Adds one <see cref="NpgsqlDataSource"/> (the only pool of the process), a pooled <typeparamref name="TContext"/> on it and
    /// <see cref="DatabasePool"/>. Retries are on: a transaction opened by hand must run inside the context's execution strategy.
    /// </summary>
    /// <remarks>Without <c>ConnectionStrings:posdb</c> the host does not start.</remarks>
    public static void AddPosDatabase<TContext>(this IHostApplicationBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => DatabaseAddress.Read(services.GetRequiredService<IConfiguration>(), builder.Environment.ApplicationName));
        builder.Services.AddSingleton(services => CreateSource(services.GetRequiredService<DatabaseAddress>(), services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton(services => new DatabasePool(
            services.GetRequiredService<NpgsqlDataSource>(),
            services.GetRequiredService<DatabaseAddress>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<DatabasePool>>()));
        builder.Services.AddSingleton(services => new DatabaseProbe(services.GetRequiredService<DatabaseAddress>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<DatabasePoolWatch>();
        builder.Services.TryAddSingleton<IBackupStatus, NoBackups>();

        builder.Services.AddDbContextPool<TContext>((services, options) => options.UseNpgsql(
            services.GetRequiredService<NpgsqlDataSource>(),
            npgsql => npgsql.EnableRetryOnFailure(MaxRetries, MaxRetryDelay, errorCodesToAdd: null)));
        // The health room asks the database on a connection of its own; a second check through the pool would only compete with sales.
        builder.EnrichNpgsqlDbContext<TContext>(settings => settings.DisableHealthChecks = true);
    }

    private static NpgsqlDataSource CreateSource(DatabaseAddress address, ILoggerFactory logs)
    {
        var source = new NpgsqlDataSourceBuilder(address.ConnectionString) { Name = address.PoolName };
        source.UseLoggerFactory(new CommandLog(logs));
        return source.Build();
    }
}
