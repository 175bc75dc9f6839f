using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace PosAspire.Domain.Catalog.Search;

/// <summary>
/// Finds products by words as they are typed: by beginnings, with mistakes, in any order. It is never changed; <see cref="With"/>
/// makes the next one, which shares the large old part and holds what changed since in a small one beside it.
/// </summary>
public sealed class SearchIndex<TItem>
{
    /// <summary>Above so many changed documents the whole is built anew, which takes about a second for 100,000.</summary>
    public const int MaxChanged = 2_000;

    private readonly SearchSegment<TItem> whole;
    private readonly SearchSegment<TItem> recent;
    private readonly ImmutableDictionary<Guid, SearchDocument<TItem>> changed;
    private readonly bool[] outdated;
    private readonly ConcurrentBag<SearchScratch> scratches;

    /// <summary>Builds it whole.</summary>
    public SearchIndex(IReadOnlyCollection<SearchDocument<TItem>> documents)
        : this(new(documents), new([]), ImmutableDictionary<Guid, SearchDocument<TItem>>.Empty, new bool[documents.Count], [])
    {
    }

    private SearchIndex(
        SearchSegment<TItem> whole, SearchSegment<TItem> recent, ImmutableDictionary<Guid, SearchDocument<TItem>> changed, bool[] outdated,
        ConcurrentBag<SearchScratch> scratches) =>
        (this.whole, this.recent, this.changed, this.outdated, this.scratches) = (whole, recent, changed, outdated, scratches);

    /// <summary>The index with newer documents, or null when so many have changed that it has to be built anew.</summary>
    public SearchIndex<TItem>? With(IEnumerable<SearchDocument<TItem>> documents)
    {
        var next = changed.SetItems(documents.Select(document => KeyValuePair.Create(document.Id, document)));
        if (next.Count > MaxChanged)
            return null;
        var replaced = new bool[outdated.Length];
        for (var document = 0; document < replaced.Length; document++)
            replaced[document] = next.ContainsKey(whole.Ids[document]);
        return new(whole, new([.. next.Values]), next, replaced, scratches);
    }

    /// <summary>The best matches, best first. A search of which no word is known finds nothing.</summary>
    /// <param name="filter">Whether an item may be shown; asked only of those that would be.</param>
    public IReadOnlyList<TItem> Search(string text, int limit, Func<TItem, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        List<string> words = [];
        SearchWords.Split(text, words);
        if (words.Count == 0)
            return [];
        if (words.Count > SearchQuery.MaxWords)
            words.RemoveRange(SearchQuery.MaxWords, words.Count - SearchQuery.MaxWords);

        var best = Search(words, forgiving: false, limit, filter);
        // No product holds them all as they were understood: a word may be known and meant otherwise, or too many were typed.
        if (best.MostMatched < words.Count && Search(words, forgiving: true, limit, filter) is var better && better.MostMatched > best.MostMatched)
            best = better;
        return best.MostMatched * 2 < words.Count ? [] : best.Items();
    }

    private SearchHits<TItem> Search(List<string> words, bool forgiving, int limit, Func<TItem, bool> filter)
    {
        var hits = new SearchHits<TItem>(limit);
        Search(whole, outdated, words, forgiving, hits, filter);
        if (recent.Items.Length > 0)
            Search(recent, null, words, forgiving, hits, filter);
        return hits;
    }

    private void Search(SearchSegment<TItem> segment, bool[]? hidden, List<string> words, bool forgiving, SearchHits<TItem> hits, Func<TItem, bool> filter)
    {
        var scratch = Take(segment.Items.Length);
        if (forgiving)
            SearchQuery.RunForgiving(segment, words, scratch);
        else
            SearchQuery.RunStrict(segment, words, scratch);

        foreach (var document in scratch.Touched)
        {
            var rank = SearchHits<TItem>.Rank(scratch.MatchedBy(document), scratch.ScoreOf(document), segment.Lengths[document]);
            if (hits.Wants(rank) && hidden?[document] != true && filter(segment.Items[document]))
                hits.Add(rank, segment.Items[document]);
        }

        scratch.Clear();
        scratches.Add(scratch);
    }

    private SearchScratch Take(int capacity)
    {
        // One of another size belonged to a smaller segment; it is left to the collector.
        while (scratches.TryTake(out var scratch))
        {
            if (scratch.Capacity >= capacity)
                return scratch;
        }

        return new(Math.Max(capacity, whole.Items.Length));
    }
}
