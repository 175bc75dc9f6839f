namespace PosAspire.Bench.Shop;

/// <summary>The clone that this program was built in, and the programs built beside it in the same configuration.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary><c>Release</c> when <c>./pos</c> starts it; whatever this program itself was built as.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>PostgreSQL and the cache as <c>./pos up</c> starts them.</summary>
    public static string ServersScript { get; } = Path.Combine(Root, "PosAspire.AppHost", "native", "servers.sh");

    /// <summary>The program of a project, for <c>dotnet exec</c>.</summary>
    public static string Program(string project) => Path.Combine(Root, project, "bin", Configuration, "net10.0", project + ".dll");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PosAspire.sln")))
            folder = folder.Parent ?? throw new StepFailedException("This program does not run inside a clone of the repository.");
        return folder.FullName;
    }
}
