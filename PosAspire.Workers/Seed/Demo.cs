using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;
using PosAspire.Workers.Catalog;

namespace PosAspire.Workers.Seed;

/// <summary>What a run of the seed stored.</summary>
public sealed record SeedReport(CatalogueReport Catalogue, int LevelsOpened, int PeopleAdded);

/// <summary>The demo data: two shops, a catalogue, a menu, a dining room with its kitchen, opening stock and people. Stores only what is missing.</summary>
public static class Demo
{
    private static readonly TimeSpan DatabaseWait = TimeSpan.FromSeconds(30);

    /// <summary>Seeds in one transaction; a second seed at the same time waits for the first.</summary>
    /// <exception cref="MigrationException">The database is away.</exception>
    public static async Task<SeedReport> SeedAsync(string connectionString, TimeProvider clock, CancellationToken cancellation)
    {
        await using var connection = await DatabaseDoor.OpenAsync(connectionString, DatabaseWait, clock, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var turn = new NpgsqlCommand("SET LOCAL lock_timeout = '60s'; SELECT pg_advisory_xact_lock(hashtext('posctl seed'))", connection))
            await turn.ExecuteNonQueryAsync(cancellation);

        await DemoShops.StoreAsync(connection, clock.GetUtcNow(), cancellation);
        var catalogue = new CatalogueReport();
        await using (var file = DemoFiles.Open("iowa_products_2022-11.csv"))
        {
            using var products = ProductFile.Open(file, Currency.Usd, catalogue);
            await CatalogueImport.StoreAsync(
                connection, await ListAsync(connection, "iowa", cancellation), products.Rows(), stocked: true, update: false, catalogue, clock.GetUtcNow(), cancellation);
        }

        await DemoMenu.StoreAsync(connection, await ListAsync(connection, "steak-kenangan", cancellation), clock.GetUtcNow(), cancellation);
        await DemoDining.StoreAsync(connection, clock.GetUtcNow(), cancellation);
        var opened = await DemoShops.OpenStockAsync(connection, clock.GetUtcNow(), cancellation);
        var people = await DemoPeople.StoreAsync(connection, clock.GetUtcNow(), cancellation);
        await transaction.CommitAsync(cancellation);
        return new(catalogue, opened, people);
    }

    private static async Task<Guid> ListAsync(NpgsqlConnection connection, string code, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT id FROM price_lists WHERE code = $1", connection) { Parameters = { new() { Value = code } } };
        return (Guid)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
