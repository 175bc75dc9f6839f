using PosAspire.Domain.Database;
using PosAspire.Workers.Seed;

namespace PosAspire.Tests.Support;

/// <summary>Databases of the shop, each migrated once a run and copied for every class.</summary>
public static class ShopDatabase
{
    private static readonly DatabaseTemplate Migrated = new("migrated", MigrateAsync);

    private static readonly DatabaseTemplate Seeded = new("seeded", async database =>
    {
        await MigrateAsync(database);
        await Demo.SeedAsync(database, TimeProvider.System, CancellationToken.None);
    });

    /// <summary>Every migration applied, no data.</summary>
    public static Task<TestDatabase> MigratedAsync() => Migrated.CopyAsync();

    /// <summary>The demo shops with their stock and people.</summary>
    public static Task<TestDatabase> SeededAsync() => Seeded.CopyAsync();

    private static Task<IReadOnlyList<string>> MigrateAsync(string database) =>
        new SchemaMigrator(database, MigrationLimits.Default, TimeProvider.System).DeployAsync(CancellationToken.None);
}
