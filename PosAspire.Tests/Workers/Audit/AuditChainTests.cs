using PosAspire.Tests.Support;
using PosAspire.Workers.Audit;

namespace PosAspire.Tests.Workers.Audit;

public sealed class AuditChainTests
{
    private const string Middle = "(SELECT id FROM audit_entries ORDER BY transaction_id OFFSET 5 LIMIT 1)";

    private const int MaxTurns = 2_000;

    [Fact]
    public async Task What_was_written_and_sealed_holds()
    {
        await using var journal = await Journal.OpenAsync();
        await journal.WriteAsync(5);
        await journal.SealAsync(5);
        await journal.WriteAsync(3);
        await journal.SealAsync(8);
        await journal.WriteAsync(2);

        var verdict = await journal.VerifyAsync();

        Assert.Empty(verdict.Findings);
        Assert.Equal((8, 2), (verdict.Lines, verdict.Unsealed));
        Assert.True(verdict.Blocks >= 2);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET data = '{\"totalMinor\":1}' WHERE id = " + Middle)]
    [InlineData("UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE id = " + Middle)]
    [InlineData("UPDATE audit_entries SET actor_id = gen_random_uuid() WHERE id = " + Middle)]
    [InlineData("UPDATE audit_entries SET actor_id = NULL WHERE id = " + Middle)]
    [InlineData("UPDATE audit_entries SET location_id = actor_id, actor_id = location_id WHERE id = " + Middle)]
    [InlineData("UPDATE audit_entries SET action = 'order.voided' WHERE id = " + Middle)]
    [InlineData("UPDATE audit_entries SET subject_id = gen_random_uuid() WHERE id = " + Middle)]
    [InlineData("UPDATE audit_entries SET id = gen_random_uuid() WHERE id = " + Middle)]
    [InlineData("DELETE FROM audit_entries WHERE id = " + Middle)]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("INSERT INTO audit_entries SELECT gen_random_uuid(), at, location_id, actor_id, action, subject_id, data, transaction_id FROM audit_entries WHERE id = " + Middle)]
    [InlineData("INSERT INTO audit_entries SELECT id, at, location_id, actor_id, action, subject_id, data, '4' FROM audit_entries WHERE id = " + Middle)]
    [InlineData("INSERT INTO audit_entries SELECT id, at, location_id, actor_id, action, subject_id, data, '999999999999' FROM audit_entries WHERE id = " + Middle)]
    [InlineData("UPDATE audit_entries e SET transaction_id = CASE e.transaction_id WHEN o.low THEN o.high ELSE o.low END FROM (SELECT min(transaction_id::text::bigint)::text::xid8 AS low, max(transaction_id::text::bigint)::text::xid8 AS high FROM audit_entries) o WHERE e.transaction_id IN (o.low, o.high)")]
    [InlineData("DELETE FROM audit_chain WHERE number = 1")]
    [InlineData("UPDATE audit_chain SET hash = sha256('x') WHERE number = 2")]
    [InlineData("UPDATE audit_chain SET to_transaction = (to_transaction::text::bigint + 1)::text::xid8 WHERE number = 2")]
    [InlineData("DELETE FROM audit_chain WHERE number = (SELECT max(number) FROM audit_chain)")]
    [InlineData("DELETE FROM audit_entries WHERE transaction_id >= (SELECT from_transaction FROM audit_chain ORDER BY number DESC LIMIT 1); DELETE FROM audit_chain WHERE number = (SELECT max(number) FROM audit_chain)")]
    [InlineData("DELETE FROM audit_entries; DELETE FROM audit_chain")]
    public async Task Whatever_is_changed_afterwards_is_found(string change)
    {
        await using var journal = await Journal.OpenAsync();
        await journal.WriteAsync(6);
        await journal.SealAsync(6);
        await journal.WriteAsync(6);
        await journal.SealAsync(12);
        Assert.Empty((await journal.VerifyAsync()).Findings);

        await journal.SpoilAsync(change);

        Assert.NotEmpty((await journal.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task A_chain_that_is_written_anew_contradicts_its_anchor_only()
    {
        await using var journal = await Journal.OpenAsync();
        await journal.WriteAsync(6);
        await journal.SealAsync(6);
        await journal.SpoilAsync("DELETE FROM audit_chain; UPDATE audit_entries SET data = '{}' WHERE id = (SELECT id FROM audit_entries LIMIT 1)");
        await new AuditSealer(journal.Source, TimeProvider.System).SealAsync(CancellationToken.None);

        Assert.Empty((await journal.VerifyAsync(anchored: false)).Findings);
        Assert.Contains(await FindingsAsync(journal), finding => finding.Contains("written anew", StringComparison.Ordinal) || finding.Contains("cut off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_that_commits_late_is_sealed_after_it_has_and_never_passed_over()
    {
        await using var journal = await Journal.OpenAsync();
        await using var slow = await journal.Source.OpenConnectionAsync();
        await using var running = await slow.BeginTransactionAsync();
        await Journal.WriteAsync(slow);
        await journal.WriteAsync(3);

        var sealer = new AuditSealer(journal.Source, TimeProvider.System);
        Assert.Null(await sealer.SealAsync(CancellationToken.None));

        await running.CommitAsync();
        await journal.SealAsync(4);
        var verdict = await journal.VerifyAsync();
        Assert.Empty(verdict.Findings);
        Assert.Equal((4, 0), (verdict.Lines, verdict.Unsealed));
    }

    [Fact]
    public async Task Several_sealers_make_one_chain()
    {
        await using var journal = await Journal.OpenAsync();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await journal.WriteAsync();
        });
        var sealers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var sealer = new AuditSealer(journal.Source, TimeProvider.System);
            // On a busy machine the writer may come late: without several blocks there is no chain to be held together.
            for (var turn = 0; turn < MaxTurns && (turn < 25 || await journal.Database.ScalarAsync<long>("SELECT count(*) FROM audit_chain") < 2); turn++)
                await sealer.SealAsync(CancellationToken.None);
        }));
        await Task.WhenAll(sealers);
        await stop.CancelAsync();
        await writing;
        await journal.SealAsync((int)await journal.Database.ScalarAsync<long>("SELECT count(*) FROM audit_entries"));

        var verdict = await journal.VerifyAsync(anchored: false);
        Assert.Empty(verdict.Findings);
        Assert.True(verdict.Blocks > 1);
        Assert.Equal(0, verdict.Unsealed);
    }

    [Fact]
    public async Task A_block_ends_with_its_room_and_splits_no_transaction()
    {
        await using var journal = await Journal.OpenAsync();
        await journal.WriteAsync(3);
        await using (var connection = await journal.Source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            for (var line = 0; line < 7; line++)
                await Journal.WriteAsync(connection);
            await transaction.CommitAsync();
        }

        await journal.WriteAsync(3);
        await journal.SealAsync(13, maxLines: 2);

        Assert.Equal(["2", "1", "7", "2", "1"], await journal.Database.LinesAsync("SELECT entries::text FROM audit_chain ORDER BY number"));
        Assert.Empty((await journal.VerifyAsync()).Findings);
    }

    private static async Task<IReadOnlyList<string>> FindingsAsync(Journal journal) => (await journal.VerifyAsync()).Findings;
}
