namespace PosAspire.Workers.Seed;

internal static class DemoFiles
{
    /// <summary>Opens a file of Seed/data by its name; they travel inside the assembly.</summary>
    public static Stream Open(string name) =>
        typeof(DemoFiles).Assembly.GetManifestResourceStream(name)
        ?? throw new FileNotFoundException($"The demo file {name} is not part of this build.");
}
