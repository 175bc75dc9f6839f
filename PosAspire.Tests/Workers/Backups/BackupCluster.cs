using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Tests.Support;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Seed;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>A cluster with the demo shops, as one machine of a shop has it, and a folder for its copies.</summary>
public sealed class BackupCluster : IAsyncLifetime
{
    private const string DatabaseName = "posdb";
    private readonly List<ServiceProvider> _opened = [];

    public PostgresServer Server { get; private set; } = null!;

    /// <summary>A new one for every test that asks for it.</summary>
    public string Folder { get; private set; } = "";

    public RecordedLog Log { get; } = new();

    public string Database => Server.ConnectionString(DatabaseName);

    public async Task InitializeAsync()
    {
        Server = await PostgresServer.StartAsync(durable: true);
        await Server.ExecuteAsync($"CREATE DATABASE {DatabaseName}");
        await new SchemaMigrator(Database, MigrationLimits.Default, TimeProvider.System).DeployAsync(CancellationToken.None);
        await Demo.SeedAsync(Database, TimeProvider.System, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        foreach (var opened in _opened)
            await opened.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>The workers' parts over a fresh folder; a second worker shares the folder of the first.</summary>
    public Worker Open(bool freshFolder = true, string? tools = null, TimeProvider? clock = null, bool proves = false)
    {
        if (freshFolder)
            Folder = Directory.CreateTempSubdirectory("posaspire-backups-").FullName;
        var services = new ServiceCollection()
            .AddSingleton(clock ?? TimeProvider.System)
            .AddLogging(logs => logs.AddProvider(Log.Provider()))
            .AddBackupEngine(new BackupSettings(Folder, PosAspire.Workers.Backups.Planning.BackupSchedule.Parse("0 2 * * *"), null, tools, proves), Database)
            .AddSingleton<BackupService>().AddSingleton<BackupStatus>()
            .BuildServiceProvider();
        _opened.Add(services);
        return new(services);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>One worker's parts.</summary>
    public sealed record Worker(IServiceProvider Services)
    {
        public BackupCatalogue Catalogue => Services.GetRequiredService<BackupCatalogue>();

        public BackupService Service => Services.GetRequiredService<BackupService>();

        public BackupStatus Status => Services.GetRequiredService<BackupStatus>();

        public Task<BackupRun?> MakeAsync(CancellationToken cancellation = default) => Services.GetRequiredService<BackupRunner>().RunAsync(_ => true, cancellation);
    }
}
