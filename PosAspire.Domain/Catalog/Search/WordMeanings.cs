namespace PosAspire.Domain.Catalog.Search;

/// <summary>The known words that a typed one may mean, as runs of the sorted words, the surest first.</summary>
internal sealed class WordMeanings
{
    // How sure it is that a typed word means a known one, out of 100.
    private const int Exact = 100;
    private const int Beginning = 80;
    public const int OneMistake = 60;
    private const int TwoMistakes = 40;
    private const int NotTypedToTheEnd = 10;

    private readonly List<(int From, int To, int Quality)> runs = [];

    public IReadOnlyList<(int From, int To, int Quality)> Runs => runs;

    /// <summary>In how many places these words stand, at most.</summary>
    public int Postings { get; private set; }

    /// <param name="forgiving">Looks for mistakes in a word that is known as it stands, too.</param>
    public static WordMeanings Of<TItem>(SearchSegment<TItem> segment, string word, bool forgiving)
    {
        var meanings = new WordMeanings();
        var known = segment.Find(word);
        if (known >= 0)
            meanings.runs.Add((known, known + 1, Exact));
        var (from, to) = segment.Beginning(word);
        if (to > from)
            meanings.runs.Add((from, to, Beginning));
        if (known < 0 || forgiving)
        {
            segment.Misspellings.Find(word, (first, last, mistakes, unfinished) =>
                meanings.runs.Add((first, last, (mistakes <= 1 ? OneMistake : TwoMistakes) - (unfinished ? NotTypedToTheEnd : 0))));
        }

        meanings.runs.Sort(static (left, right) => right.Quality.CompareTo(left.Quality));
        foreach (var run in meanings.runs)
            meanings.Postings += segment.CountOf(run.From, run.To);
        return meanings;
    }

    /// <summary>How sure it is that this word is meant; 0 when it is not.</summary>
    public int QualityOf(int word)
    {
        foreach (var (from, to, quality) in runs)
        {
            if (word >= from && word < to)
                return quality;
        }

        return 0;
    }
}
