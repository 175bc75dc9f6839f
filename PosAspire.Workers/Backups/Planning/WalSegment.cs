using System.Globalization;

namespace PosAspire.Workers.Backups.Planning;

/// <summary>
/// A file of PostgreSQL's write-ahead log. Its name is 24 hexadecimal digits: timeline, and the number of the segment in two halves,
/// of which the lower counts to 4 GB (PostgreSQL's documentation, "WAL Internals").
/// </summary>
/// <param name="Timeline">Which history: a restore to a point in time begins a new one.</param>
/// <param name="Number">The log's position divided by the segment's size.</param>
public readonly record struct WalSegment(uint Timeline, ulong Number) : IComparable<WalSegment>
{
    private const int NameLength = 24;
    private const int Part = 8;
    private const ulong LowerHalf = 0x1_0000_0000;

    /// <summary>By position; two timelines' segments of one position are equal in rank.</summary>
    public int CompareTo(WalSegment other) => Number.CompareTo(other.Number);

    public static bool operator <(WalSegment one, WalSegment other) => one.CompareTo(other) < 0;

    public static bool operator >(WalSegment one, WalSegment other) => one.CompareTo(other) > 0;

    public static bool operator <=(WalSegment one, WalSegment other) => one.CompareTo(other) <= 0;

    public static bool operator >=(WalSegment one, WalSegment other) => one.CompareTo(other) >= 0;

    /// <summary>The segment that holds a position such as <c>0/3000028</c>.</summary>
    public static WalSegment Of(uint timeline, string lsn, long segmentBytes) => new(timeline, Position(lsn) / (ulong)segmentBytes);

    /// <summary>A position of the log as bytes since its beginning.</summary>
    /// <exception cref="FormatException">It is not two hexadecimal numbers around a slash.</exception>
    public static ulong Position(string lsn)
    {
        var halves = lsn.Split('/');
        return halves.Length == 2 && uint.TryParse(halves[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            && uint.TryParse(halves[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            ? (high * LowerHalf) + low
            : throw new FormatException($"\"{lsn}\" is not a position of the log such as 0/3000028.");
    }

    /// <returns>False for what is not a whole segment's name, such as a history or a partial file.</returns>
    public static bool TryParse(string name, long segmentBytes, out WalSegment segment)
    {
        segment = default;
        if (name.Length != NameLength || !name.All(character => character is (>= '0' and <= '9') or (>= 'A' and <= 'F')))
            return false;
        var parts = Enumerable.Range(0, NameLength / Part).Select(index => uint.Parse(name.AsSpan(index * Part, Part), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToArray();
        segment = new(parts[0], (parts[1] * PerUpper(segmentBytes)) + parts[2]);
        return true;
    }

    public WalSegment Next() => this with { Number = Number + 1 };

    /// <summary>The file's name.</summary>
    public string Name(long segmentBytes) => string.Create(CultureInfo.InvariantCulture, $"{Timeline:X8}{Number / PerUpper(segmentBytes):X8}{Number % PerUpper(segmentBytes):X8}");

    private static ulong PerUpper(long segmentBytes) => LowerHalf / (ulong)segmentBytes;
}
