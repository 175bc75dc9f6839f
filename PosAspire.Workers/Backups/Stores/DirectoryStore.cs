using System.Runtime.CompilerServices;

namespace PosAspire.Workers.Backups.Stores;

/// <summary>Copies in a folder: a disk of this machine, or one of another that is mounted here.</summary>
/// <param name="isMade">False where a folder that is not there is a disk that is away: nothing is then written in its place.</param>
public sealed class DirectoryStore(string folder, bool isMade = true) : IBackupStore
{
    /// <summary>Files that are still coming; a name that no key has.</summary>
    private const string Incoming = ".incoming";

    private const int BufferBytes = 1 << 20;

    public string Name => folder;

    public async Task WriteAsync(string key, Stream content, CancellationToken cancellation)
    {
        var path = PathOf(key);
        if (!isMade && !Directory.Exists(folder))
            throw new StoreException($"The backup folder {folder} is not there.");
        var fresh = Path.Combine(folder, Incoming, Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(fresh)!);
            await using (var file = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, BufferBytes, cancellation);
                await file.FlushAsync(cancellation);
                // What is listed must survive a loss of power.
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup folder {folder} cannot take {key}: {problem.Message}", problem);
        }
        finally
        {
            Discard(fresh);
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellation, long from = 0)
    {
        try
        {
            var file = new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
            file.Position = from;
            return Task.FromResult<Stream?>(file);
        }
        catch (Exception absence) when (absence is FileNotFoundException or DirectoryNotFoundException && Directory.Exists(folder))
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup folder {folder} cannot give {key}: {problem.Message}", problem);
        }
    }

    public async IAsyncEnumerable<StoredFile> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var file in Files(prefix))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return file;
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        try
        {
            File.Delete(path);
            var parent = Path.GetDirectoryName(path)!;
            if (parent != folder && !Directory.EnumerateFileSystemEntries(parent).Any())
                Directory.Delete(parent);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone already.
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup folder {folder} does not let go of {key}: {problem.Message}", problem);
        }

        return Task.CompletedTask;
    }

    public long? FreeBytes()
    {
        try
        {
            return Directory.Exists(folder) ? new DriveInfo(folder).AvailableFreeSpace : null;
        }
        catch (IOException)
        {
            // A file system that does not tell.
            return null;
        }
    }

    public Task ClearUnfinishedAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var incoming = new DirectoryInfo(Path.Combine(folder, Incoming));
        if (!incoming.Exists)
            return Task.CompletedTask;
        foreach (var file in incoming.EnumerateFiles().Where(file => now - file.LastWriteTimeUtc > IBackupStore.MaxUnfinishedAge))
            Discard(file.FullName);
        return Task.CompletedTask;
    }

    private List<StoredFile> Files(string prefix)
    {
        try
        {
            // A folder that is away (a mount that is gone) must not look like one without copies.
            return [.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => (Key: Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'), File: file))
                .Where(file => file.Key[0] != '.' && file.Key.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => new StoredFile(file.Key, file.File.Length, file.File.LastWriteTimeUtc))];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup folder {folder} cannot be read: {problem.Message}", problem);
        }
    }

    private string PathOf(string key) => Path.Combine([folder, .. StoreKey.Words(key)]);

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way: ClearUnfinishedAsync tries again, and no key leads to it.
        }
    }
}
