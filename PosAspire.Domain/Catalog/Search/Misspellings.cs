namespace PosAspire.Domain.Catalog.Search;

/// <summary>
/// Finds the words that a mistyped one may mean. Two words within n mistakes become equal when at most n letters are left
/// out of each, so the ways to leave letters out of every known word are kept as hashes; a look-up is a few binary searches.
/// The beginnings of words are kept too, for mistakes in a word that is not typed to its end.
/// </summary>
internal sealed class Misspellings
{
    private const int MostLetters = 8;
    private const int ShortestWord = 3;
    private const int ShortestForTwo = 6;
    private const int ShortestBeginning = 4;
    private const int LongestBeginning = 6;

    private readonly string[] words;
    // The first words.Length terms are the words, the rest beginnings with the words that they begin.
    private readonly List<(string Text, int From, int To)> beginnings = [];
    private readonly uint[] hashes;
    private readonly int[] terms;

    /// <param name="sorted">Every known word, in ordinal order.</param>
    public Misspellings(string[] sorted)
    {
        words = sorted;
        List<ulong> entries = [];
        for (var word = 0; word < sorted.Length; word++)
        {
            if (!SearchWords.IsNumber(sorted[word]) && sorted[word].Length >= ShortestWord)
                AddShortened(sorted[word], Allowed(sorted[word].Length), word, entries);
        }

        for (var length = ShortestBeginning; length <= LongestBeginning; length++)
            AddBeginnings(length, entries);
        var all = entries.ToArray();
        Array.Sort(all);
        hashes = Array.ConvertAll(all, entry => (uint)(entry >> 32));
        terms = Array.ConvertAll(all, entry => (int)(uint)entry);
    }

    /// <summary>How many mistakes a word of this length may have: short ones would match everything.</summary>
    public static int Allowed(int length) => length < ShortestWord ? 0 : length < ShortestForTwo ? 1 : 2;

    /// <summary>Names each run of words (from, to) that the typed one may mean, with the number of mistakes and whether more letters follow.</summary>
    public void Find(string typed, Action<int, int, int, bool> found)
    {
        var limit = SearchWords.IsNumber(typed) ? 0 : Allowed(typed.Length);
        if (limit == 0)
            return;
        List<ulong> variants = [];
        AddShortened(typed, limit, 0, variants);
        HashSet<int> seen = [];
        foreach (var variant in variants)
        {
            var hash = (uint)(variant >> 32);
            var at = Array.BinarySearch(hashes, hash);
            if (at < 0)
                continue;
            while (at > 0 && hashes[at - 1] == hash)
                at--;
            for (; at < hashes.Length && hashes[at] == hash; at++)
            {
                if (seen.Add(terms[at]))
                    Check(typed, terms[at], limit, found);
            }
        }
    }

    private void Check(string typed, int term, int limit, Action<int, int, int, bool> found)
    {
        var isWord = term < words.Length;
        var (text, from, to) = isWord ? (words[term], term, term + 1) : beginnings[term - words.Length];
        var distance = EditDistance.Of(typed, text, isWord ? limit : 1);
        if (distance <= limit)
            found(from, to, distance, !isWord);
    }

    private void AddBeginnings(int length, List<ulong> entries)
    {
        for (var from = 0; from < words.Length;)
        {
            var to = from + 1;
            if (words[from].Length > length && !SearchWords.IsNumber(words[from]))
            {
                var beginning = words[from].AsSpan(0, length);
                while (to < words.Length && words[to].AsSpan().StartsWith(beginning))
                    to++;
                AddShortened(beginning, 1, words.Length + beginnings.Count, entries);
                beginnings.Add((beginning.ToString(), from, to));
            }

            from = to;
        }
    }

    private static void AddShortened(ReadOnlySpan<char> word, int letters, int term, List<ulong> entries)
    {
        word = word[..Math.Min(word.Length, MostLetters)];
        entries.Add(Entry(word, -1, -1, term));
        for (var first = 0; letters > 0 && first < word.Length; first++)
        {
            entries.Add(Entry(word, first, -1, term));
            for (var second = first + 1; letters > 1 && second < word.Length; second++)
                entries.Add(Entry(word, first, second, term));
        }
    }

    // FNV-1a over the letters that stay; a hash that two words share costs one comparison and nothing else.
    private static ulong Entry(ReadOnlySpan<char> word, int without, int alsoWithout, int term)
    {
        var hash = 2_166_136_261u;
        for (var at = 0; at < word.Length; at++)
        {
            if (at != without && at != alsoWithout)
                hash = (hash ^ word[at]) * 16_777_619u;
        }

        return ((ulong)hash << 32) | (uint)term;
    }
}
