using PosAspire.Tests.Support;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>A disk in memory that can really be full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Filler = ".filler";

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <returns>Null where mounting is not permitted; a write error that is said by a program in its place is tested elsewhere.</returns>
    public static async Task<SmallDisk?> MountAsync(string folder, int megabytes)
    {
        try
        {
            await PostgresBinaries.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", folder], asOwner: false);
            return new(folder);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Takes all room but so much.</summary>
    public async Task FillAsync(int leaveKilobytes)
    {
        await using var filler = new FileStream(Path.Combine(Folder, Filler), FileMode.Append, FileAccess.Write, FileShare.None, 0);
        var chunk = new byte[4096];
        try
        {
            while (new DriveInfo(Folder).AvailableFreeSpace > (long)leaveKilobytes << 10)
                await filler.WriteAsync(chunk);
        }
        catch (IOException)
        {
            // Another took the last of it.
        }
    }

    public void Empty() => File.Delete(Path.Combine(Folder, Filler));

    public void Dispose() => PostgresBinaries.RunAsync("umount", ["-l", Folder], asOwner: false).GetAwaiter().GetResult();
}
