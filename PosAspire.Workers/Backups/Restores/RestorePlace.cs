namespace PosAspire.Workers.Backups.Restores;

/// <summary>A place of its own for a cluster that is looked at and thrown away.</summary>
internal sealed class RestorePlace : IDisposable
{
    private const string Data = "data";

    private readonly DirectoryInfo folder;

    /// <param name="prefix">Of its name, by which what a killed process left is found.</param>
    public RestorePlace(string prefix)
    {
        folder = Directory.CreateTempSubdirectory(prefix);
        // The server's user goes through it to the folder that is its own.
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    public string Folder => folder.FullName;

    /// <summary>Where the cluster goes.</summary>
    public string Cluster => Path.Combine(Folder, Data);

    /// <summary>Takes away what killed processes left, with a server that may still run there.</summary>
    public static void ClearLeft(string prefix, DateTimeOffset madeBefore)
    {
        foreach (var left in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories(prefix + "*").Where(left => left.CreationTimeUtc < madeBefore))
        {
            LeftServer.End(Path.Combine(left.FullName, Data));
            left.Delete(recursive: true);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);
}
