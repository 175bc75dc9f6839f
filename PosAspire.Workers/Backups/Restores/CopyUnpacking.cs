using System.Formats.Tar;
using System.IO.Compression;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>Makes a cluster's folder of a copy, streaming from the store; no program is needed for it.</summary>
internal static class CopyUnpacking
{
    private const string Gzip = ".tar.gz";
    private const string Plain = ".tar";
    private const string Log = "pg_wal";

    /// <param name="folder">Made here; must not be there yet.</param>
    /// <exception cref="BackupException">The copy cannot be unpacked; the sentence names the file.</exception>
    public static async Task UnpackAsync(IBackupStore store, KeyRing keys, BackupManifest manifest, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // The cluster first: the folder of its log comes out of it, empty.
        foreach (var file in manifest.Files.OrderBy(file => file.Name.StartsWith(Log, StringComparison.Ordinal)))
        {
            var key = BackupCatalogue.KeyOf(manifest.Id, file.Name);
            await using var content = (manifest.KeyId is null ? await store.OpenAsync(key, cancellation) : await EncryptedForm.OpenAsync(store, key, key, keys, cancellation))
                ?? throw new DamageException($"{key} is missing.");
            await UnpackAsync(content, key, file.Name, folder, cancellation);
        }
    }

    private static async Task UnpackAsync(Stream content, string key, string name, string folder, CancellationToken cancellation)
    {
        try
        {
            var into = name.StartsWith(Log, StringComparison.Ordinal) ? Path.Combine(folder, Log) : folder;
            if (name.EndsWith(Plain, StringComparison.Ordinal))
                await TarFile.ExtractToDirectoryAsync(content, into, overwriteFiles: true, cancellation);
            else if (name.EndsWith(Gzip, StringComparison.Ordinal))
            {
                await using var unpacked = new GZipStream(content, CompressionMode.Decompress);
                await TarFile.ExtractToDirectoryAsync(unpacked, into, overwriteFiles: true, cancellation);
            }
            else if (name.EndsWith(Zstd.Packed, StringComparison.Ordinal))
                await Zstd.UnpackAsync(content, unpacked => TarFile.ExtractToDirectoryAsync(unpacked, into, overwriteFiles: true, cancellation), cancellation);
            else if (name == BaseBackup.ServerManifest)
            {
                await using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write);
                await content.CopyToAsync(file, cancellation);
            }
        }
        catch (InvalidDataException damage)
        {
            throw new DamageException($"{key} is damaged: it cannot be unpacked ({damage.Message.TrimEnd('.')}).");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{key} could not be unpacked into {folder}: {problem.Message}", problem);
        }
    }
}
