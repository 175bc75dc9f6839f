using Microsoft.Extensions.DependencyInjection.Extensions;
using PosAspire.ServiceDefaults.Health;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Dumps;
using PosAspire.Workers.Backups.Engine;
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
    }

    /// <summary>What the service and posctl have in common.</summary>
    public static IServiceCollection AddBackupEngine(this IServiceCollection services, BackupSettings settings, string database)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(new DirectoryStore(settings.Folder));
        services.AddSingleton(provider => new BackupCatalogue(provider.GetRequiredService<DirectoryStore>()));
        services.AddSingleton(new ClientTools(settings.ToolFolder));
        services.AddSingleton(new ShopZone(database, settings.Zone));
        services.AddSingleton<BackupHousekeeping>();
        services.AddSingleton(provider => new WalArchive(provider.GetRequiredService<DirectoryStore>()));
        services.AddSingleton<WalShipping>();
        services.AddSingleton<LogStart>();
        services.AddSingleton<LogInspection>();
        services.AddSingleton(provider => new WalReceiving(
            database, settings, provider.GetRequiredService<ClientTools>(), provider.GetRequiredService<WalShipping>(), provider.GetRequiredService<LogStart>(), provider.GetRequiredService<BackupRunner>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<WalReceiving>>()));
        services.AddSingleton<Restoring>();
        services.AddSingleton<RestoreDrill>();
        services.AddSingleton(provider => new TableExtraction(database, provider.GetRequiredService<Restoring>(), provider.GetRequiredService<ClientTools>()));
        services.AddSingleton(provider => new DumpStore(provider.GetRequiredService<BackupCatalogue>().Store));
        services.AddSingleton(provider => new Dumping(
            database, settings, provider.GetRequiredService<DumpStore>(), provider.GetRequiredService<ClientTools>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Loading(database, provider.GetRequiredService<DumpStore>(), provider.GetRequiredService<ClientTools>()));
        services.AddSingleton(provider => new BackupRunner(
            database, provider.GetRequiredService<DirectoryStore>(), provider.GetRequiredService<ClientTools>(), provider.GetRequiredService<BackupHousekeeping>(),
            provider.GetRequiredService<RestoreDrill>(), provider.GetRequiredService<ShopZone>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<BackupRunner>>()));
        return services;
    }
}
