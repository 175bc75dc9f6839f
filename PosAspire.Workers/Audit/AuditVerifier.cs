using Npgsql;

namespace PosAspire.Workers.Audit;

/// <summary>What a check of the journal found.</summary>
/// <param name="Unsealed">Lines newer than the last block.</param>
/// <param name="Findings">A sentence each; none when everything holds.</param>
public sealed record AuditVerdict(long Blocks, long Lines, long Unsealed, IReadOnlyList<string> Findings)
{
    public bool Holds => Findings.Count == 0;
}

/// <summary>Computes every block again from the lines that are there, and holds the chain against its anchors.</summary>
public static class AuditVerifier
{
    /// <summary>More are counted but not told one by one.</summary>
    private const int MaxFindings = 100;

    private const string FindBlocks = "SELECT number, from_transaction, to_transaction, entries, hash FROM audit_chain ORDER BY number";

    private const string FindLines = $"{AuditLine.Select} {AuditLine.Order}";

    private const string CountFuture = "SELECT count(*) FROM audit_entries WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot())";

    /// <summary>Reads the whole journal once, in order; memory does not grow with it.</summary>
    public static async Task<AuditVerdict> VerifyAsync(NpgsqlDataSource database, IReadOnlyList<AuditAnchor> anchors, CancellationToken cancellation)
    {
        // The blocks' snapshot is the older one: every line that they cover is in the younger.
        await using var blockConnection = await database.OpenConnectionAsync(cancellation);
        await using var blockCommand = new NpgsqlCommand(FindBlocks, blockConnection);
        await using var blocks = await blockCommand.ExecuteReaderAsync(cancellation);
        await using var lineConnection = await database.OpenConnectionAsync(cancellation);
        await using var lineCommand = new NpgsqlCommand(FindLines, lineConnection) { CommandTimeout = 0 };
        await using var lines = await lineCommand.ExecuteReaderAsync(cancellation);

        var check = new Check(lines, anchors);
        await check.StartAsync(cancellation);
        while (await blocks.ReadAsync(cancellation))
        {
            await check.BlockAsync(
                new(blocks.GetInt64(0), (ulong)blocks.GetValue(1), (ulong)blocks.GetValue(2), blocks.GetInt32(3), (byte[])blocks.GetValue(4)), cancellation);
        }

        var unsealed = await check.EndAsync(cancellation);
        await using var future = database.CreateCommand(CountFuture);
        if (await future.ExecuteScalarAsync(cancellation) is > 0L and long early)
            check.Tell($"{early} lines name transactions that have not begun: they were not written by the product.");
        return new(check.Blocks, check.Lines, unsealed, check.Findings);
    }

    private sealed record StoredBlock(long Number, ulong From, ulong To, int Entries, byte[] Hash);

    /// <summary>Walks blocks and lines side by side.</summary>
    private sealed class Check(NpgsqlDataReader reader, IReadOnlyList<AuditAnchor> anchors)
    {
        private readonly List<string> findings = [];
        private readonly ILookup<long, AuditAnchor> anchored = anchors.ToLookup(anchor => anchor.Number);
        private AuditLine? next;
        private (long Number, ulong To, byte[] Hash) head = (0, 0, BlockHash.Origin);
        private int untold;

        public long Blocks { get; private set; }

        public long Lines { get; private set; }

        public IReadOnlyList<string> Findings => untold == 0 ? findings : [.. findings, $"… and {untold} more."];

        public void Tell(string finding)
        {
            if (findings.Count < MaxFindings)
                findings.Add(finding);
            else
                untold++;
        }

        public Task StartAsync(CancellationToken cancellation) => AdvanceAsync(cancellation);

        public async Task BlockAsync(StoredBlock block, CancellationToken cancellation)
        {
            if (block.Number != head.Number + 1)
                Tell($"Blocks {head.Number + 1} to {block.Number - 1} are missing.");
            else if (block.From != head.To)
                Tell($"Block {block.Number} does not begin where block {head.Number} ends.");
            await SkipAsync(block.From, cancellation);
            using var hash = new BlockHash(head.Hash, block.Number, block.From);
            var (first, last) = (next?.At, next?.At);
            for (; next is { } line && line.TransactionId < block.To; await AdvanceAsync(cancellation))
            {
                hash.Add(line);
                last = line.At;
            }

            (Blocks, Lines) = (Blocks + 1, Lines + hash.Lines);
            var found = hash.Lines;
            if (!hash.Finish(block.To).AsSpan().SequenceEqual(block.Hash))
                Tell($"Block {block.Number} does not hold: {block.Entries} lines were sealed and {found} are there, of {first:u} to {last:u}; lines, their order or the seal were changed.");
            if (anchored[block.Number].Any(anchor => !anchor.Hash.AsSpan().SequenceEqual(block.Hash)))
                Tell($"Block {block.Number} is not the one that was anchored: the chain was written anew.");
            head = (block.Number, block.To, block.Hash);
        }

        /// <summary>What comes after the last block: lines not sealed yet, and blocks that only an anchor knows.</summary>
        public async Task<long> EndAsync(CancellationToken cancellation)
        {
            var unsealed = 0L;
            for (; next is not null; await AdvanceAsync(cancellation))
                unsealed++;
            foreach (var anchor in anchors.Where(anchor => anchor.Number > head.Number))
                Tell($"Block {anchor.Number} was anchored and is gone: the chain ends at block {head.Number}, its tail was cut off.");
            return unsealed;
        }

        /// <summary>Lines before the block's range belong to no block.</summary>
        private async Task SkipAsync(ulong from, CancellationToken cancellation)
        {
            var skipped = 0;
            for (; next is { } line && line.TransactionId < from; await AdvanceAsync(cancellation))
                skipped++;
            if (skipped > 0)
                Tell($"{skipped} lines before transaction {from} are in no block.");
        }

        private async Task AdvanceAsync(CancellationToken cancellation) => next = await reader.ReadAsync(cancellation) ? AuditLine.Read(reader) : null;
    }
}
