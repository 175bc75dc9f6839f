namespace PosAspire.Domain.Catalog.Search;

/// <summary>How many single mistakes (a letter missing, added, changed, or two swapped) lie between a typed word and a right one.</summary>
internal static class EditDistance
{
    /// <summary>More than any search allows.</summary>
    public const int TooFar = 100;

    /// <summary>The distance of two words, or <see cref="TooFar"/> when it is above the limit (optimal string alignment).</summary>
    public static int Of(ReadOnlySpan<char> typed, ReadOnlySpan<char> right, int limit)
    {
        if (Math.Abs(typed.Length - right.Length) > limit)
            return TooFar;
        Span<int> rows = stackalloc int[3 * (SearchWords.MaxLength + 1)];
        var width = right.Length + 1;
        var before = rows[..width];
        var last = rows.Slice(width, width);
        var row = rows.Slice(2 * width, width);
        for (var column = 0; column < width; column++)
            last[column] = column;
        for (var at = 1; at <= typed.Length; at++)
        {
            row[0] = at;
            var best = at;
            for (var column = 1; column < width; column++)
            {
                var same = typed[at - 1] == right[column - 1] ? 0 : 1;
                var cost = Math.Min(Math.Min(row[column - 1], last[column]) + 1, last[column - 1] + same);
                if (at > 1 && column > 1 && typed[at - 1] == right[column - 2] && typed[at - 2] == right[column - 1])
                    cost = Math.Min(cost, before[column - 2] + 1);
                row[column] = cost;
                best = Math.Min(best, cost);
            }

            if (best > limit)
                return TooFar;
            var spare = before;
            before = last;
            last = row;
            row = spare;
        }

        return last[^1] <= limit ? last[^1] : TooFar;
    }
}
