using Npgsql;

namespace PosAspire.Bench.Shop;

/// <summary>
/// A whole shop of this run's own on loopback: PostgreSQL (fsync on), cache, migrated and seeded database, API. Everything
/// stops and every file goes when it is disposed.
/// </summary>
internal sealed class PrivateShop : IAsyncDisposable
{
    private readonly ShopFolder folder;

    private PrivateShop(ShopFolder folder) => this.folder = folder;

    public PostgresServer Postgres { get; private set; } = null!;

    public CacheServer Cache { get; private set; } = null!;

    public ApiServer Api { get; private set; } = null!;

    /// <summary>For questions by SQL, behind the API's back.</summary>
    public NpgsqlDataSource Database { get; private set; } = null!;

    /// <param name="environment">Settings for the API beyond the usual ones; these win.</param>
    /// <param name="beforeApi">What to do with the seeded database before the API starts.</param>
    public static async Task<PrivateShop> StartAsync(
        IEnumerable<KeyValuePair<string, string>> environment, Func<NpgsqlDataSource, Task>? beforeApi, CancellationToken cancellation)
    {
        var shop = new PrivateShop(await ShopFolder.CreateAsync(cancellation));
        try
        {
            await shop.StartPartsAsync(environment, beforeApi, cancellation);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>posctl against this shop's database.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> PosctlAsync(CancellationToken cancellation, params string[] arguments) =>
        ChildProcess.RunAsync(HostEnvironment(), cancellation, ["dotnet", "exec", Repository.Program("PosAspire.Workers"), .. arguments]);

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        Cache?.Dispose();
        if (Database is not null)
            await Database.DisposeAsync();
        Postgres?.Dispose();
        folder.Dispose();
    }

    private async Task StartPartsAsync(IEnumerable<KeyValuePair<string, string>> environment, Func<NpgsqlDataSource, Task>? beforeApi, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "backups"));
        Postgres = await PostgresServer.StartAsync(folder, cancellation);
        Cache = await CacheServer.StartAsync(folder, cancellation);
        Database = NpgsqlDataSource.Create(Postgres.ConnectionString() + ";Maximum Pool Size=8;Command Timeout=300");
        await PosctlAsync(cancellation, "migrate", "deploy");
        await PosctlAsync(cancellation, "seed");
        if (beforeApi is not null)
            await beforeApi(Database);
        var settings = HostEnvironment();
        foreach (var (name, value) in environment)
            settings[name] = value;
        Api = await ApiServer.StartAsync(folder, settings, cancellation);
    }

    private Dictionary<string, string> HostEnvironment() => new()
    {
        ["ENVIRONMENT"] = "production",
        ["SHUTDOWN_DELAY"] = "0s",
        ["LOG_DIRECTORY"] = Path.Combine(folder.Path, "logs"),
        // A drill that is about backups says so.
        ["BACKUP_SCHEDULE"] = "off",
        ["BACKUP_DIRECTORY"] = Path.Combine(folder.Path, "backups"),
        ["ConnectionStrings__posdb"] = Postgres.ConnectionString(),
        ["ConnectionStrings__cache"] = Cache.ConnectionString,
    };
}
