using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Tests.Support;
using PosAspire.Workers.Audit;

namespace PosAspire.Tests.Workers.Audit;

/// <summary>A journal of a test's own: lines are written as the product writes them, and spoiled as nobody should be able to.</summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pos-audit-test-");

    private Journal(TestDatabase database)
    {
        this.database = database;
        Source = NpgsqlDataSource.Create(database.ConnectionString + ";Maximum Pool Size=20");
    }

    public NpgsqlDataSource Source { get; }

    public TestDatabase Database => database;

    public string Folder => folder.FullName;

    public static async Task<Journal> OpenAsync() => new(await ShopDatabase.MigratedAsync());

    /// <summary>One line in a transaction of its own.</summary>
    public async Task WriteAsync(int lines = 1)
    {
        for (var line = 0; line < lines; line++)
        {
            await using var connection = await Source.OpenConnectionAsync();
            await WriteAsync(connection);
        }
    }

    public static async Task WriteAsync(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AuditStatements.Entry(DateTime.UtcNow, Guid.NewGuid(), Guid.NewGuid(), "order.completed", Guid.NewGuid(), """{"totalMinor":2889,"note":"ünïcödé"}"""));
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Seals until so many lines are covered; other tests' transactions on the same server can hold it up for a moment.</summary>
    public async Task SealAsync(int lines, int maxLines = AuditSealer.DefaultMaxLines)
    {
        var sealer = new AuditSealer(Source, TimeProvider.System, maxLines);
        await Eventually.TrueAsync(async () =>
        {
            if (await sealer.SealAsync(CancellationToken.None) is { } block)
                await AnchorAsync(new(block.Number, block.Hash));
            return await database.ScalarAsync<long>("SELECT COALESCE(sum(entries), 0)::bigint FROM audit_chain") >= lines;
        });
    }

    public async Task<AuditAnchors> AnchorsAsync() => new(Folder, await AuditAnchors.IdentityAsync(Source, CancellationToken.None));

    public async Task<AuditVerdict> VerifyAsync(bool anchored = true) =>
        await AuditVerifier.VerifyAsync(Source, anchored ? await (await AnchorsAsync()).ReadAsync(CancellationToken.None) : [], CancellationToken.None);

    /// <summary>What somebody can do who owns the database: the triggers that refuse changes are in nobody's way.</summary>
    public Task SpoilAsync(string sql) => database.ExecuteAsync(
        $"""
        ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_are_kept;
        ALTER TABLE audit_chain DISABLE TRIGGER audit_chain_is_kept;
        {sql};
        """);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task AnchorAsync(AuditAnchor anchor) => (await AnchorsAsync()).Write(anchor, DateTimeOffset.UtcNow);
}
