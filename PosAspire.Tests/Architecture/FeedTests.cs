using System.Text.RegularExpressions;

namespace PosAspire.Tests.Architecture;

public partial class FeedTests
{
    /// <summary>Where the stand-ins may be named: their folder, the build's entry to it, the developers' tool, and what is written for people.</summary>
    private static readonly string[] MayNameThem =
        ["stand-ins/", "Directory.Build.", "Directory.Packages.props", "PosAspire.sln", "pos", "scripts/pos/", "docs/", "README.md", "CONTRIBUTING.md",
            "PosAspire.Tests/StandIns/", "PosAspire.Tests/Architecture/"];

    /// <summary>Hosts of package feeds, in pieces so that this file does not name them.</summary>
    private static readonly string[] FeedHosts =
        [.. new[] { "nuget.", "npmjs.", "debian.", "pypi.", "docker." }.Select(name => name + (name == "docker." ? "com" : "org")),
            "npmjs." + "com", "proxy.golang" + ".org", "pkgs.dev." + "azure.com", "jfrog." + "io"];

    [Fact]
    public void Nothing_outside_knows_which_feed_is_in_use()
    {
        var told = Repository.TextFiles
            .Where(file => !MayNameThem.Any(place => file == place || (place[^1] is '/' or '.' && file.StartsWith(place, StringComparison.Ordinal))))
            .SelectMany(file => Matches(file, StandIns()));

        Assert.Empty(told);
    }

    [Fact]
    public void No_feed_is_named_anywhere()
    {
        var named = Repository.TextFiles.SelectMany(file => Matches(file, new Regex(string.Join('|', FeedHosts.Select(Regex.Escape)))));

        Assert.Empty(named);
    }

    [Fact]
    public void No_path_of_somebodys_machine_is_written_down()
    {
        var written = Repository.TextFiles.SelectMany(file => Matches(file, MachinePath()));

        Assert.Empty(written);
    }

    [Theory]
    [InlineData("a network~work~shop", false)]
    [InlineData("\"~work~main~pos\"", true)]
    [InlineData("cd ~root~x", true)]
    [InlineData("=~home~ann~pos", true)]
    [InlineData("~Users~ann~pos", true)]
    [InlineData("https:~~shop.example~home~page", false)]
    public void The_pattern_tells_a_machines_path_from_other_text(string text, bool isPath)
        => Assert.Equal(isPath, MachinePath().IsMatch(text.Replace('~', '/')));

    private static IEnumerable<string> Matches(string file, Regex pattern)
        => Repository.Lines(file).Select((line, index) => (line, number: index + 1)).Where(line => pattern.IsMatch(line.line))
            .Select(line => $"{file}:{line.number}: {line.line.Trim()}");

    [GeneratedRegex("stand-?ins?\\b|UseStandIns", RegexOptions.IgnoreCase)]
    private static partial Regex StandIns();

    [GeneratedRegex("(?<![\\w.~/$}])/(work|root|home|Users)/\\w")]
    private static partial Regex MachinePath();
}
