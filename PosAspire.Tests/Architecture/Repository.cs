namespace PosAspire.Tests.Architecture;

/// <summary>The files of this copy of the repository, as somebody who reads it sees them: no build output, no packages.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Skipped = ["bin", "obj", "node_modules", "TestResults", "logs", "lib", ".git", ".pos", ".vs", ".idea"];
    private static readonly HashSet<string> Pictures = [".png", ".jpg", ".ico", ".woff2", ".gz", ".zip", ".pdf"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> TextFiles => Files.Where(file => !Pictures.Contains(Path.GetExtension(file)));

    public static IEnumerable<string> CSharp(string folder)
        => Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static IEnumerable<string> Walk(DirectoryInfo folder)
        => folder.EnumerateFiles().Where(file => !Skipped.Contains(file.Name)).Select(file => Path.GetRelativePath(Root, file.FullName))
            .Concat(folder.EnumerateDirectories().Where(child => child.LinkTarget is null && !Skipped.Contains(child.Name)).SelectMany(Walk));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PosAspire.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside a copy of the repository.");
        }

        return folder.FullName;
    }
}
