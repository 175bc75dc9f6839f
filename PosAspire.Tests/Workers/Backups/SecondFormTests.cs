using PosAspire.Tests.Support;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>What a copy of the cluster cannot do: another server, single tables; and which cluster is not copied.</summary>
public sealed class SecondFormTests(BackupCluster cluster) : IClassFixture<BackupCluster>
{
    private const string Products = "SELECT md5(string_agg(p::text, '' ORDER BY id)) FROM products p";

    [Fact]
    public async Task A_dump_is_loaded_into_another_server_whose_journal_goes_on()
    {
        cluster.Open();
        // This server has begun more transactions than the other.
        await cluster.ExecuteAsync("DO $$ BEGIN FOR n IN 1..100000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$");
        await cluster.ExecuteAsync("INSERT INTO audit_entries (id, at, action, subject_id, data) VALUES (gen_random_uuid(), now(), 'test.dumped', gen_random_uuid(), '{}')");
        var made = await PosctlAsync(cluster.Database, "backup", "dump");
        Assert.True(made.Code == 0, made.Errors);
        await using var other = await PostgresServer.StartAsync();

        var loaded = await PosctlAsync(other.ConnectionString("moved"), "backup", "load", "latest", "--into-database", "moved");
        Assert.True(loaded.Code == 0, loaded.Errors + loaded.Output);
        await using var moved = Npgsql.NpgsqlDataSource.Create(other.ConnectionString("moved") + ";Pooling=false");
        Assert.Equal(await cluster.ScalarAsync<string>(Products), await moved.CreateCommand(Products).ExecuteScalarAsync());
        Assert.Equal(true, await moved.CreateCommand("SELECT pg_current_xact_id() > (SELECT max(transaction_id::text::bigint)::text::xid8 FROM audit_entries)").ExecuteScalarAsync());

        var again = await PosctlAsync(other.ConnectionString("moved"), "backup", "load", "dump-", "--into-database", "moved");
        Assert.Equal(1, again.Code);
        Assert.Contains("There is a database moved already", again.Errors, StringComparison.Ordinal);
        var file = Directory.GetFiles(cluster.Folder, "posdb.dump", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 16;
        await File.WriteAllBytesAsync(file, bytes);
        var damaged = await PosctlAsync(other.ConnectionString(), "backup", "load", "latest", "--into-database", "damaged");
        Assert.Equal(1, damaged.Code);
        Assert.Contains("posdb.dump is damaged", damaged.Errors, StringComparison.Ordinal);
        Assert.Empty(await cluster.Open(freshFolder: false).Catalogue.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Tables_of_a_copy_are_brought_into_a_database_beside_the_shops()
    {
        var worker = cluster.Open();
        Assert.True((await worker.MakeAsync())!.Succeeded);
        var products = await cluster.ScalarAsync<string>(Products);
        // Every table can be taken out alone.
        var tables = (await cluster.ScalarAsync<string>("SELECT string_agg(tablename, ' ' ORDER BY 1) FROM pg_tables WHERE schemaname = 'public'")).Split(' ');
        await cluster.ExecuteAsync("UPDATE products SET name = 'lost ' || name");

        var done = await PosctlAsync(cluster.Database, ["backup", "extract", .. tables, "--into-database", "side"]);

        Assert.True(done.Code == 0, done.Errors + done.Output);
        await using var side = Npgsql.NpgsqlDataSource.Create(cluster.Server.ConnectionString("side") + ";Pooling=false");
        Assert.Equal(products, await side.CreateCommand(Products).ExecuteScalarAsync());
        Assert.NotEqual(products, await cluster.ScalarAsync<string>(Products));
        await cluster.ExecuteAsync("DROP DATABASE side");

        var unknown = await PosctlAsync(cluster.Database, "backup", "extract", "products", "produkte", "--into-database", "side");
        Assert.Equal(1, unknown.Code);
        Assert.Contains("The copy has no table produkte", unknown.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM pg_database WHERE datname = 'side'"));
    }

    [Fact]
    public async Task A_cluster_with_tablespaces_is_refused_in_a_sentence_that_names_them()
    {
        var worker = cluster.Open();
        var attic = cluster.NewFolder("attic");
        await PostgresBinaries.RunAsync("chown", [PostgresBinaries.Owner, attic], asOwner: false);
        await cluster.ExecuteAsync($"CREATE TABLESPACE attic LOCATION '{attic}'");

        var run = (await worker.MakeAsync())!;

        await cluster.ExecuteAsync("DROP TABLESPACE attic");
        Assert.Contains("tablespaces of its own (attic)", run.Problem, StringComparison.Ordinal);
        Assert.Empty(await worker.Catalogue.ListAsync(CancellationToken.None));
        Assert.True((await worker.MakeAsync())!.Succeeded);
    }

    private Task<(int Code, string Output, string Errors)> PosctlAsync(string database, params string[] arguments) =>
        PosctlProcess.RunAsync(database, [("BACKUP_DIRECTORY", cluster.Folder)], arguments);
}
