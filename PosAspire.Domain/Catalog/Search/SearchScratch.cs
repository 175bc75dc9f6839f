namespace PosAspire.Domain.Catalog.Search;

/// <summary>What one search notes about documents; used again by the next, because it is as long as the catalogue.</summary>
internal sealed class SearchScratch(int capacity)
{
    // Side by side, so that a document costs one access to memory.
    private readonly (ushort Score, byte Matched, byte LastPlace)[] notes = new (ushort, byte, byte)[capacity];
    private readonly int[] touched = new int[capacity];
    private int count;

    public int Capacity { get; } = capacity;

    /// <summary>Documents that hold any of the words.</summary>
    public ReadOnlySpan<int> Touched => touched.AsSpan(0, count);

    /// <summary>How many of the typed words a document holds.</summary>
    public int MatchedBy(int document) => notes[document].Matched;

    public int ScoreOf(int document) => notes[document].Score;

    /// <summary>Notes that a document holds the word typed at this place; the first note for a place stays.</summary>
    public void Add(int document, int place, int points)
    {
        ref var note = ref notes[document];
        if (note.Matched == 0)
            touched[count++] = document;
        else if (note.LastPlace == place)
            return;
        note.Score += (ushort)points;
        note.Matched++;
        note.LastPlace = (byte)place;
    }

    public void Clear()
    {
        foreach (var document in Touched)
            notes[document] = default;
        count = 0;
    }
}
