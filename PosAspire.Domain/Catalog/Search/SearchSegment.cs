namespace PosAspire.Domain.Catalog.Search;

/// <summary>How words and the places they stand at are packed: the number first, in its lowest bits the fields.</summary>
internal static class SearchSegment
{
    public const int FieldBits = 4;

    public const int FieldMask = (1 << FieldBits) - 1;

    /// <summary>What a word counts by the best field that holds it: the first of the name, the name, the brand, anything else.</summary>
    public static int Worth(int packed) =>
        (packed & (int)SearchFields.FirstWord) != 0 ? 12 : (packed & (int)SearchFields.Name) != 0 ? 10 : (packed & (int)SearchFields.Brand) != 0 ? 8 : 6;
}

/// <summary>Documents, the words they hold and where each word stands. Never changed once built, so that searching needs no lock.</summary>
internal sealed class SearchSegment<TItem>
{
    private readonly int[] starts;
    private readonly int[] postings;
    private readonly int[] wordStarts;
    private readonly int[] wordsHeld;

    public SearchSegment(IReadOnlyCollection<SearchDocument<TItem>> documents)
    {
        Ids = new Guid[documents.Count];
        Items = new TItem[documents.Count];
        Lengths = new byte[documents.Count];
        wordStarts = new int[documents.Count + 1];
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        List<ulong> held = new(documents.Count * 8);
        List<string> words = [];
        var at = 0;
        foreach (var document in documents)
        {
            (Ids[at], Items[at]) = (document.Id, document.Item);
            Lengths[at] = (byte)Math.Min(Collect(document, at, words, known, held), byte.MaxValue);
            wordStarts[++at] = held.Count;
        }

        Words = [.. known.Keys];
        Array.Sort(Words, StringComparer.Ordinal);
        var rank = new int[Words.Length];
        for (var word = 0; word < Words.Length; word++)
            rank[known[Words[word]]] = word;
        (starts, postings) = Postings(held, rank);
        // Gathered document by document, so this is the order of wordStarts already.
        wordsHeld = new int[held.Count];
        for (var place = 0; place < wordsHeld.Length; place++)
            wordsHeld[place] = (rank[(int)(held[place] >> 32)] << SearchSegment.FieldBits) | ((int)held[place] & SearchSegment.FieldMask);
        Misspellings = new(Words);
    }

    /// <summary>By document.</summary>
    public Guid[] Ids { get; }

    public TItem[] Items { get; }

    /// <summary>Words of each document, to prefer the one that says no more than was asked.</summary>
    public byte[] Lengths { get; }

    /// <summary>Every word, in ordinal order.</summary>
    public string[] Words { get; }

    public Misspellings Misspellings { get; }

    /// <summary>The place of a word among the words; negative when it is unknown.</summary>
    public int Find(string word) => Array.BinarySearch(Words, word, StringComparer.Ordinal);

    /// <summary>The words of a document, each with the field that holds it.</summary>
    public ReadOnlySpan<int> WordsOf(int document) => wordsHeld.AsSpan(wordStarts[document], wordStarts[document + 1] - wordStarts[document]);

    /// <summary>In how many places a run of words stands.</summary>
    public int CountOf(int from, int to) => starts[to] - starts[from];

    /// <summary>The documents that hold a word, each once, with the fields.</summary>
    public ReadOnlySpan<int> PostingsOf(int word) => postings.AsSpan(starts[word], starts[word + 1] - starts[word]);

    /// <summary>The words that begin so, as a run.</summary>
    public (int From, int To) Beginning(string beginning)
    {
        var from = Find(beginning);
        from = from < 0 ? ~from : from;
        var to = from;
        var step = 1;
        // Doubling steps: a run of thousands is measured in a dozen comparisons.
        while (to + step <= Words.Length && Words[to + step - 1].StartsWith(beginning, StringComparison.Ordinal))
        {
            to += step;
            step *= 2;
        }

        for (; step > 0; step /= 2)
        {
            if (to + step <= Words.Length && Words[to + step - 1].StartsWith(beginning, StringComparison.Ordinal))
                to += step;
        }

        return (from, to);
    }

    private static int Collect(SearchDocument<TItem> document, int at, List<string> words, Dictionary<string, int> known, List<ulong> held)
    {
        words.Clear();
        SearchWords.Split(document.Name, words);
        var name = words.Count;
        SearchWords.Split(document.Brand, words);
        var brand = words.Count;
        SearchWords.SplitSize(document.Size, words);
        SearchWords.Split(document.Category, words);
        SearchWords.Split(document.Sku, words);
        for (var place = 0; place < words.Count; place++)
        {
            var field = place == 0 && name > 0 ? SearchFields.FirstWord | SearchFields.Name : place < name ? SearchFields.Name : place < brand ? SearchFields.Brand : SearchFields.Other;
            if (!known.TryGetValue(words[place], out var word))
                known.Add(words[place], word = known.Count);
            held.Add(((ulong)word << 32) | ((uint)at << SearchSegment.FieldBits) | (uint)field);
        }

        return name;
    }

    private static (int[] Starts, int[] Postings) Postings(List<ulong> held, int[] rank)
    {
        var sorted = new ulong[held.Count];
        for (var at = 0; at < sorted.Length; at++)
            sorted[at] = ((ulong)rank[(int)(held[at] >> 32)] << 32) | (uint)held[at];
        Array.Sort(sorted);
        var starts = new int[rank.Length + 1];
        List<int> postings = new(sorted.Length);
        var last = ulong.MaxValue;
        foreach (var entry in sorted)
        {
            // The same word in two fields of one document is one posting.
            if (entry >> SearchSegment.FieldBits == last >> SearchSegment.FieldBits)
                postings[^1] |= (int)entry & SearchSegment.FieldMask;
            else
                postings.Add((int)(uint)entry);
            last = entry;
            starts[(int)(entry >> 32) + 1] = postings.Count;
        }

        return (starts, [.. postings]);
    }
}
