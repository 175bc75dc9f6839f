using System.Text.RegularExpressions;
using System.Xml.Linq;
using PosAspire.Tests.Architecture;
using PosAspire.Web.Frame;

namespace PosAspire.Tests.Web.Frame;

/// <summary>Every word on a screen is there in both languages, and none is kept that no screen says.</summary>
public partial class WordsTests
{
    private const string Resource = "/Words.id.resx";

    public static TheoryData<string> Rooms =>
        [.. Repository.Files.Where(file => file.StartsWith("PosAspire.Web/", StringComparison.Ordinal) && file.EndsWith(Resource, StringComparison.Ordinal)).Select(file => file[..^Resource.Length])];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_says_everything_in_Indonesian_too(string room)
    {
        var words = Words(room);
        var missing = Sources(room).SelectMany(file => Said().Matches(Text(file)).Select(match => Unescape(match.Groups[1].Value)))
            .Where(key => !words.ContainsKey(key)).Distinct();
        Assert.True(!missing.Any(), $"{room}{Resource} lacks:\n{string.Join('\n', missing)}");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_keeps_no_words_that_nobody_says(string room)
    {
        var texts = Sources(room).Select(Text).ToList();
        var orphans = Words(room).Keys.Where(key => !texts.Any(text => text.Contains($"\"{key.Replace("\"", "\\\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal)));
        Assert.True(!orphans.Any(), $"{room}{Resource} has words that no screen says:\n{string.Join('\n', orphans)}");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_translation_has_the_gaps_of_its_sentence(string room)
    {
        foreach (var (key, value) in Words(room))
            Assert.True(Gaps(key).SetEquals(Gaps(value)), $"{room}: \"{key}\" → \"{value}\"");
    }

    [Fact]
    public void Every_trouble_of_the_frame_is_said_in_Indonesian()
    {
        var words = Words("PosAspire.Web/Frame");
        var troubles = typeof(Trouble).GetFields().Where(field => field.IsStatic).Select(field => (Trouble)field.GetValue(null)!);
        Assert.All(troubles, trouble => Assert.True(words.ContainsKey(trouble.Title) && words.ContainsKey(trouble.Detail), trouble.Title));
    }

    private static Dictionary<string, string> Words(string room) =>
        XDocument.Load(Path.Combine(Repository.Root, room + Resource)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    // A folder inside a room that has words of its own is a room of its own.
    private static IEnumerable<string> Sources(string room)
    {
        var inner = Repository.Files.Where(file => file.StartsWith(room + "/", StringComparison.Ordinal) && file.EndsWith(Resource, StringComparison.Ordinal))
            .Select(file => file[..^Resource.Length]).Where(folder => folder != room).ToList();
        return Repository.Files.Where(file => file.StartsWith(room + "/", StringComparison.Ordinal) && (file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)))
            .Where(file => !inner.Any(folder => file.StartsWith(folder + "/", StringComparison.Ordinal)));
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    private static string Unescape(string literal) => literal.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private static HashSet<string> Gaps(string sentence) => [.. Gap().Matches(sentence).Select(match => match.Value)];

    [GeneratedRegex("\\bL\\[\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Said();

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Gap();
}
