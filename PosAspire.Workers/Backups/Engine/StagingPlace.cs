namespace PosAspire.Workers.Backups.Engine;

/// <summary>
/// Where a copy and the log are before they are in a store: a folder of this machine. Where copies are kept in a folder it is that one,
/// so that it has as much room and another worker finds what this one left.
/// </summary>
public sealed class StagingPlace(string folder)
{
    private const string Copies = ".staging";
    private const string Dumps = ".dumping";

    private const string UsualName = "posaspire-backup";

    /// <summary>Where an operator says, else beside the copies, else in the user's own folder: it lasts longer than the machine's temporary one, and is nobody else's.</summary>
    public static StagingPlace For(BackupSettings settings) => new(settings.StagingFolder ?? settings.Folder ?? Path.Combine(Own(), UsualName));

    /// <summary>Where pg_receivewal writes.</summary>
    public string Spool => Path.Combine(folder, ".wal");

    /// <summary>For the packed form of a file of the log.</summary>
    public string Scratch => Path.Combine(folder, ".wal-packing");

    private static string Own() => Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } own ? own : Path.GetTempPath();

    /// <summary>An empty folder for a copy. Whoever left something there is dead, for the caller has the right to make copies.</summary>
    /// <exception cref="StoreException">It cannot be made.</exception>
    public string Fresh(string id) => Make(Path.Combine(Copies, id), Path.Combine(folder, Copies));

    /// <summary>A folder for a dump, of which several may be made at once.</summary>
    /// <exception cref="StoreException">It cannot be made.</exception>
    public string ForDump(string id) => Make(Path.Combine(Dumps, id), emptied: null);

    private string Make(string name, string? emptied)
    {
        try
        {
            if (Directory.Exists(emptied))
                Directory.Delete(emptied, recursive: true);
            return Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup folder {folder} cannot be written: {problem.Message}", problem);
        }
    }
}
