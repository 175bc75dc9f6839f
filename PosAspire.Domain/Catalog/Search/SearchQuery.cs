namespace PosAspire.Domain.Catalog.Search;

/// <summary>One search of one segment: which known words each typed word may mean, and which documents hold them.</summary>
internal static class SearchQuery
{
    /// <summary>More words than any name has; the rest are not looked at.</summary>
    public const int MaxWords = 8;

    // A letter begins thousands of words; so many places of them are looked at when nothing else narrows the search.
    private const int MaxPostings = 30_000;

    // Looking through the words of one document costs about as much as so many postings.
    private const int WordsOfADocument = 4;

    private const int ShortestHalf = 3;

    /// <summary>Counts how well documents hold the words. Documents that lack one of them are dropped on the way.</summary>
    public static void RunStrict<TItem>(SearchSegment<TItem> segment, IReadOnlyList<string> words, SearchScratch scratch)
    {
        var meanings = words.Select(word => WordMeanings.Of(segment, word, forgiving: false)).OrderBy(meaning => meaning.Postings).ToList();
        for (var place = 0; place < meanings.Count; place++)
        {
            // The rarest word says where to look; the others are looked for there.
            if (place > 0 && (long)scratch.Touched.Length * WordsOfADocument < meanings[place].Postings)
                Probe(segment, meanings[place], place, scratch);
            else
                Count(segment, meanings[place], place, scratch);
        }
    }

    /// <summary>Counts the same for every document that holds any of the words, also by mistakes in words that are known as they stand.</summary>
    public static void RunForgiving<TItem>(SearchSegment<TItem> segment, IReadOnlyList<string> words, SearchScratch scratch)
    {
        for (var place = 0; place < words.Count; place++)
        {
            var meaning = WordMeanings.Of(segment, words[place], forgiving: true);
            if (meaning.Postings == 0 && Halves(segment, words[place]) is { } at)
                Both(segment, words[place], at, place, scratch);
            else
                Count(segment, meaning, place, scratch);
        }
    }

    // The best meaning comes first, and a document is counted once for a typed word.
    private static void Count<TItem>(SearchSegment<TItem> segment, WordMeanings meanings, int place, SearchScratch scratch)
    {
        var looked = 0;
        foreach (var (from, to, quality) in meanings.Runs)
        {
            for (var word = from; word < to && looked < MaxPostings; word++)
            {
                var postings = segment.PostingsOf(word);
                looked += postings.Length;
                foreach (var posting in postings)
                    scratch.Add(posting >> SearchSegment.FieldBits, place, quality * SearchSegment.Worth(posting));
            }
        }
    }

    private static void Probe<TItem>(SearchSegment<TItem> segment, WordMeanings meanings, int place, SearchScratch scratch)
    {
        foreach (var document in scratch.Touched)
        {
            var best = 0;
            foreach (var held in segment.WordsOf(document))
                best = Math.Max(best, meanings.QualityOf(held >> SearchSegment.FieldBits) * SearchSegment.Worth(held));
            if (best > 0)
                scratch.Add(document, place, best);
        }
    }

    /// <summary>Where an unknown word falls into two known ones: a blank was not typed.</summary>
    private static int? Halves<TItem>(SearchSegment<TItem> segment, string word)
    {
        for (var at = ShortestHalf; at <= word.Length - ShortestHalf; at++)
        {
            if (segment.Find(word[..at]) >= 0 && segment.Find(word[at..]) >= 0)
                return at;
        }

        return null;
    }

    private static void Both<TItem>(SearchSegment<TItem> segment, string word, int at, int place, SearchScratch scratch)
    {
        HashSet<int> first = [];
        foreach (var posting in segment.PostingsOf(segment.Find(word[..at])))
            first.Add(posting >> SearchSegment.FieldBits);
        foreach (var posting in segment.PostingsOf(segment.Find(word[at..])))
        {
            if (first.Contains(posting >> SearchSegment.FieldBits))
                scratch.Add(posting >> SearchSegment.FieldBits, place, WordMeanings.OneMistake * SearchSegment.Worth(posting));
        }
    }
}
