using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Domain.Database;

public sealed class SchemaMigratorTests
{
    private const string LeftOvers =
        """
        SELECT c.relkind::text || ' ' || c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '%EFMigrationsHistory'
        UNION ALL SELECT 'f ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 't ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typname NOT LIKE '%EFMigrationsHistory'
        """;

    [Fact]
    public async Task Down_of_everything_leaves_an_empty_schema_and_Up_builds_it_again()
    {
        await using var database = await TestDatabase.EmptyAsync();
        var migrator = Migrator(database.ConnectionString);
        var applied = await migrator.DeployAsync(default);
        Assert.NotEmpty(applied);
        Assert.True((await migrator.StatusAsync(default)).IsCurrent);

        Assert.Equal(applied.Reverse(), await migrator.RollbackAsync(applied.Count, default));
        Assert.Empty(await database.LinesAsync(LeftOvers));
        Assert.Equal(applied, (await migrator.StatusAsync(default)).Pending);

        await migrator.DeployAsync(default);
        Assert.Equal(SchemaText.OfModel(), await SchemaText.OfAsync(database));
    }

    [Fact]
    public async Task Each_migration_can_be_taken_back_alone_and_applied_again()
    {
        await using var database = await TestDatabase.EmptyAsync();
        var migrator = Migrator(database.ConnectionString);
        var applied = await migrator.DeployAsync(default);
        foreach (var newest in applied.Reverse())
            Assert.Equal([newest], await migrator.RollbackAsync(1, default));
        Assert.Equal(applied, await migrator.DeployAsync(default));
    }

    [Fact]
    public async Task More_steps_back_than_were_taken_change_nothing()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrator(database.ConnectionString).RollbackAsync(99, default));
        Assert.Contains("Nothing was changed", refused.Message, StringComparison.Ordinal);
        Assert.True((await Migrator(database.ConnectionString).StatusAsync(default)).IsCurrent);
    }

    [Fact]
    public async Task Four_at_once_apply_each_migration_once()
    {
        await using var database = await TestDatabase.EmptyAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator(database.ConnectionString).DeployAsync(default)));
        Assert.Single(runs, run => run.Count > 0);
        Assert.True((await Migrator(database.ConnectionString).StatusAsync(default)).IsCurrent);
    }

    [Fact]
    public async Task Waiting_for_another_migration_ends_with_a_sentence()
    {
        await using var database = await TestDatabase.EmptyAsync();
        await using var other = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await other.OpenAsync();
        await using (var taken = new NpgsqlCommand("SELECT pg_advisory_lock($1)", other) { Parameters = { new() { Value = 0x706F736D696772L } } })
            await taken.ExecuteNonQueryAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(
            () => Migrator(database.ConnectionString, MigrationLimits.Default with { TurnWait = TimeSpan.FromMilliseconds(500) }).DeployAsync(default));
        Assert.Contains("Another migration", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await database.LinesAsync(LeftOvers));
    }

    [Fact]
    public async Task A_table_that_a_sale_holds_is_waited_for_only_so_long()
    {
        await using var database = await ShopDatabase.MigratedAsync();
        await using var sale = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await sale.OpenAsync();
        await using var transaction = await sale.BeginTransactionAsync();
        await using (var busy = new NpgsqlCommand("SELECT count(*) FROM audit_entries", sale, transaction))
            await busy.ExecuteNonQueryAsync();

        const string journal = "20261122000500_People";
        var applied = (await Migrator(database.ConnectionString).StatusAsync(default)).Applied;
        var steps = applied.SkipWhile(migration => migration != journal).Count();
        var refused = await Assert.ThrowsAsync<MigrationException>(
            () => Migrator(database.ConnectionString, MigrationLimits.Default with { LockTimeout = TimeSpan.FromMilliseconds(300) }).RollbackAsync(steps, default));
        Assert.Contains("held by running work", refused.Message, StringComparison.Ordinal);
        Assert.Contains(journal, (await Migrator(database.ConnectionString).StatusAsync(default)).Applied);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_or_does_not_exist_is_named()
    {
        var nobody = MigrationLimits.Default with { DatabaseWait = TimeSpan.FromMilliseconds(300) };
        var silent = await Assert.ThrowsAsync<MigrationException>(
            () => Migrator("Host=127.0.0.1;Port=1;Database=posdb;Username=postgres", nobody).DeployAsync(default));
        Assert.Contains("127.0.0.1:1 did not answer", silent.Message, StringComparison.Ordinal);

        var server = await PostgresServer.SharedAsync();
        var missing = await Assert.ThrowsAsync<MigrationException>(() => Migrator(server.ConnectionString("nowhere"), nobody).DeployAsync(default));
        Assert.Contains("nowhere", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_only_starting_is_waited_for()
    {
        await using var server = await PostgresServer.StartAsync();
        server.Kill();
        var status = Migrator(server.ConnectionString()).StatusAsync(default);
        await server.RestartAsync();
        Assert.NotEmpty((await status).Pending);
    }

    private static SchemaMigrator Migrator(string database, MigrationLimits? limits = null) => new(database, limits ?? MigrationLimits.Default, TimeProvider.System);
}
