using Microsoft.Extensions.DependencyInjection.Extensions;
using PosAspire.ServiceDefaults.Health;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Dumps;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Mirrors;
using PosAspire.Workers.Backups.Restores;
using PosAspire.Workers.Backups.Stores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups;

public static class BackupSetup
{
    /// <summary>Needs the database's address.</summary>
    public static void AddBackups(this IHostApplicationBuilder builder)
    {
        builder.Services.AddBackupEngine(BackupSettings.Read(builder.Configuration), builder.Configuration.GetConnectionString("posdb") ?? "");
        builder.Services.Replace(ServiceDescriptor.Singleton<IBackupStatus, BackupStatus>());
        builder.Services.AddHostedService<BackupService>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<WalReceiving>());
        builder.Services.AddHostedService<MirrorService>();
    }

    /// <summary>What the service and posctl have in common.</summary>
    public static IServiceCollection AddBackupEngine(this IServiceCollection services, BackupSettings settings, string database)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        var stores = BackupStores.Open(settings) is var all && settings.Store is { } one ? all.Only(one) : all;
        services.AddSingleton(_ => stores);
        services.AddSingleton(provider => provider.GetRequiredService<BackupStores>().First);
        services.AddSingleton(StagingPlace.For(settings));
        services.AddSingleton(settings.Keys);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<MirrorKeeping>(provider, database));
        services.AddSingleton<BackupCatalogue>();
        services.AddSingleton(new ClientTools(settings.ToolFolder));
        services.AddSingleton(new ShopZone(database, settings.Zone));
        services.AddSingleton<BackupHousekeeping>();
        services.AddSingleton<WalArchive>();
        services.AddSingleton<WalShipping>();
        services.AddSingleton<LogStart>();
        services.AddSingleton<LogInspection>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WalReceiving>(provider, database));
        services.AddSingleton<Restoring>();
        services.AddSingleton<RestoreDrill>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TableExtraction>(provider, database));
        services.AddSingleton<DumpStore>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Dumping>(provider, database));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Loading>(provider, database));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CopyMaking>(provider, database));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<BackupRunner>(provider, database));
        return services;
    }
}
