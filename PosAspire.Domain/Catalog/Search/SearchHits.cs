namespace PosAspire.Domain.Catalog.Search;

/// <summary>The best so many matches of a search.</summary>
internal sealed class SearchHits<TItem>(int limit)
{
    private const int LengthBits = 8;
    private const int ScoreBits = 16;

    // The worst comes first, so that it is the one that makes room.
    private readonly PriorityQueue<TItem, (int Rank, int Order)> kept = new(limit + 1);
    private int found;
    private int worst = int.MinValue;

    /// <summary>How many of the typed words the best match holds.</summary>
    public int MostMatched { get; private set; }

    /// <summary>One number to compare matches by: words held, how well, and the fewer words beside them the better.</summary>
    public static int Rank(int matched, int score, byte length) => (matched << (ScoreBits + LengthBits)) | (score << LengthBits) | (byte.MaxValue - length);

    public bool Wants(int rank) => rank > worst;

    public void Add(int rank, TItem item)
    {
        MostMatched = Math.Max(MostMatched, rank >> (ScoreBits + LengthBits));
        // Of equals the one found first stays.
        kept.Enqueue(item, (rank, -found++));
        if (kept.Count > limit)
            kept.Dequeue();
        if (kept.Count == limit && kept.TryPeek(out _, out var last))
            worst = last.Rank;
    }

    /// <summary>Best first; those that hold fewer of the words than the best are left out.</summary>
    public IReadOnlyList<TItem> Items()
    {
        List<TItem> items = [];
        while (kept.TryDequeue(out var item, out var priority))
        {
            if (priority.Rank >> (ScoreBits + LengthBits) == MostMatched)
                items.Add(item);
        }

        items.Reverse();
        return items;
    }
}
