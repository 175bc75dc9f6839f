using System.Collections.Frozen;
using System.Globalization;

namespace PosAspire.Domain.Catalog.Scanning;

/// <summary>What may stand in one element of a GS1 element string.</summary>
/// <param name="Identifier">The application identifier: 2 to 4 digits.</param>
/// <param name="IsPredefined">Whether its length is known to every reader, so that no separator follows.</param>
/// <param name="Parts">In order; only the last may vary in length.</param>
public sealed record ApplicationIdentifier(string Identifier, bool IsPredefined, IReadOnlyList<ElementPart> Parts)
{
    public int MaxLength => Parts.Sum(part => part.Max);

    /// <summary>Whether a whole value fits.</summary>
    public bool Accepts(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return false;
        foreach (var part in Parts)
        {
            if (value.IsEmpty)
                return part.IsOptional;
            var length = Math.Min(part.Max, value.Length);
            if (!part.Accepts(value[..length]))
                return false;
            value = value[length..];
        }

        return value.IsEmpty;
    }
}

/// <summary>The GS1 application identifiers, from the table in <c>data</c> (see its SOURCE.md).</summary>
public static class ApplicationIdentifiers
{
    private const int Shortest = 2;
    private const int Longest = 4;

    private static readonly Lazy<FrozenDictionary<string, ApplicationIdentifier>> All = new(Load);

    /// <summary>How many there are.</summary>
    public static int Count => All.Value.Count;

    /// <summary>The identifier that an element string begins with; null when GS1 assigned none.</summary>
    public static ApplicationIdentifier? AtStartOf(ReadOnlySpan<char> elements)
    {
        // No identifier is the beginning of another, so the first that fits is the one.
        for (var length = Shortest; length <= Math.Min(Longest, elements.Length); length++)
        {
            if (Find(elements[..length]) is { } found)
                return found;
        }

        return null;
    }

    public static ApplicationIdentifier? Find(ReadOnlySpan<char> identifier) =>
        All.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(identifier, out var found) ? found : null;

    private static FrozenDictionary<string, ApplicationIdentifier> Load()
    {
        using var file = typeof(ApplicationIdentifiers).Assembly.GetManifestResourceStream("gs1-application-identifiers.txt")
            ?? throw new FileNotFoundException("The table of application identifiers is not part of this build.");
        using var lines = new StreamReader(file);
        Dictionary<string, ApplicationIdentifier> all = [];
        while (lines.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            var parts = fields[2].Split(' ').Select(ElementPart.Parse).ToArray();
            foreach (var identifier in Range(fields[0]))
                all.Add(identifier, new(identifier, fields[1] == "*", parts));
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Range(string identifiers)
    {
        if (identifiers.Split('-') is not [var first, var last])
            return [identifiers];
        var from = int.Parse(first, CultureInfo.InvariantCulture);
        return Enumerable.Range(from, int.Parse(last, CultureInfo.InvariantCulture) - from + 1).Select(number => number.ToString(CultureInfo.InvariantCulture));
    }
}
