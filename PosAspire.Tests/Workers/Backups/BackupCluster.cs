using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Tests.Support;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Wal;
using PosAspire.Workers.Seed;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>A cluster with the demo shops, as one machine of a shop has it, and a folder for its copies.</summary>
public sealed class BackupCluster : IAsyncLifetime
{
    private const string DatabaseName = "posdb";
    private readonly List<ServiceProvider> _opened = [];
    private readonly List<string> _folders = [];

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
        foreach (var folder in _folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>A folder that goes with the cluster.</summary>
    public string NewFolder(string name)
    {
        var folder = ServerProcess.NewFolder(name);
        _folders.Add(folder);
        return folder;
    }

    /// <summary>A folder with a program of PostgreSQL's that does something else.</summary>
    /// <param name="script">For a shell; the real program's folder is in <c>$real</c>.</param>
    public async Task<string> NewToolsAsync(string program, string script)
    {
        var (folder, real) = (NewFolder("tools"), PostgresBinaries.Folder());
        var path = Path.Combine(folder, program);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\nreal={real}\n[ \"$1\" != --version ] || exec $real/{program} --version\n{script}\n");
        await PostgresBinaries.RunAsync("chmod", ["700", path], asOwner: false);
        return folder;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database + ";Pooling=false;Command Timeout=600");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The workers' parts over a fresh folder; a second worker shares the folder of the first.</summary>
    public Worker Open(bool freshFolder = true, string? tools = null, TimeProvider? clock = null, bool proves = false, string? folder = null, Func<BackupSettings, BackupSettings>? with = null)
    {
        if (folder is not null)
            Folder = folder;
        else if (freshFolder)
            Folder = NewFolder("backups");
        var settings = new BackupSettings(Folder, PosAspire.Workers.Backups.Planning.BackupSchedule.Parse("0 2 * * *"), null, tools, proves);
        var services = new ServiceCollection()
            .AddSingleton(clock ?? TimeProvider.System)
            .AddLogging(logs => logs.AddProvider(Log.Provider()))
            .AddBackupEngine(with?.Invoke(settings) ?? settings, Database)
            .AddSingleton<BackupService>().AddSingleton<BackupStatus>()
            .BuildServiceProvider();
        _opened.Add(services);
        return new(services);
    }

    /// <summary>Waits until everything that was written so far is received, and brings it into the archive.</summary>
    public async Task ReceivedAsync(Worker worker)
    {
        await Eventually.TrueAsync(async () => await ScalarAsync<bool>(
            "SELECT COALESCE(bool_or(write_lsn >= pg_current_wal_lsn()), false) FROM pg_stat_replication WHERE application_name = 'posaspire-wal'"));
        var identifier = await ScalarAsync<string>("SELECT system_identifier::text FROM pg_control_system()");
        await worker.Services.GetRequiredService<WalShipping>().ShipAsync(identifier, CancellationToken.None);
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
