using PosAspire.ServiceDefaults.Configuration;
using PosAspire.Workers.Backups.Stores.S3;

namespace PosAspire.Workers.Backups.Stores;

/// <summary>All places where copies are kept: the first takes them, the others are brought level with it.</summary>
public sealed class BackupStores(params IReadOnlyList<IBackupStore> all) : IDisposable
{
    /// <summary>A folder, then a bucket, then further folders.</summary>
    /// <exception cref="SettingException">There is none.</exception>
    public static BackupStores Open(BackupSettings settings)
    {
        List<IBackupStore> all = [];
        if (settings.Folder is { } folder)
            all.Add(new DirectoryStore(folder));
        if (settings.S3 is { } bucket)
            all.Add(new S3Store(bucket));
        all.AddRange(settings.MirrorFolders.Select(mirror => new DirectoryStore(mirror, isMade: false)));
        if (all.GroupBy(store => store.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new SettingException("BACKUP_MIRRORS", $"names {twice.Key}, where copies are kept already.");
        return all.Count > 0 ? new(all) : throw new SettingException("BACKUP_DIRECTORY", "is off, and no other place is named: set BACKUP_S3_BUCKET, or a folder.");
    }

    public IReadOnlyList<IBackupStore> All => all;

    public IBackupStore First => all[0];

    public IReadOnlyList<IBackupStore> Mirrors => [.. all.Skip(1)];

    /// <summary>One of them alone, as if there were no other.</summary>
    /// <param name="name">Its name, or its beginning when only one begins so: <c>s3</c>.</param>
    /// <exception cref="BackupException">None, or several, are called so.</exception>
    public BackupStores Only(string name)
    {
        var meant = all.Where(store => store.Name == name).ToList() is { Count: > 0 } exact ? exact : [.. all.Where(store => store.Name.StartsWith(name, StringComparison.Ordinal))];
        return meant is [var one] ? new(one) : throw new BackupException($"No store, or more than one, is called {name}. There are: {string.Join(", ", all.Select(store => store.Name))}");
    }

    public void Dispose()
    {
        foreach (var store in all.OfType<IDisposable>())
            store.Dispose();
    }
}
