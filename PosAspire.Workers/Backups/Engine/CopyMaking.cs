using System.Reflection;
using Npgsql;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>Takes a copy of the running cluster, puts its files into the store and publishes its manifest, in this order.</summary>
public sealed class CopyMaking(
    string database, BackupSettings settings, BackupCatalogue catalogue, StagingPlace place, KeyRing keys, ClientTools tools, ShopZone zone, TimeProvider clock, ILogger<CopyMaking> log)
{
    /// <summary>Progress is told in steps of so many percent.</summary>
    private const int PercentStep = 25;

    private const int BufferBytes = 1 << 18;

    private static readonly string AppVersion =
        (typeof(CopyMaking).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "1.0.0").Split('+')[0];

    /// <param name="connection">To the database of the cluster, for what is asked and counted.</param>
    /// <exception cref="BackupException">It could not be made; nothing of it is listed.</exception>
    public async Task<BackupManifest> MakeAsync(string id, DateTimeOffset startedAt, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var facts = await ServerFacts.ReadAsync(connection, cancellation);
        await Tablespaces.RefuseAsync(connection, cancellation);
        var program = await tools.FindAsync(ClientTools.BaseBackup, facts.Major, cancellation);
        var (head, before) = (await MainTables.HeadAsync(connection, cancellation), await MainTables.CountAsync(connection, cancellation));
        var staging = place.Fresh(id);
        try
        {
            var copy = await TakeAsync(id, program, facts.Major, staging, cancellation);
            var after = await MainTables.CountAsync(connection, cancellation);
            List<BackupFile> files = [];
            foreach (var name in copy.Files)
                files.Add(await PutAsync(id, Path.Combine(staging, name), cancellation));
            var manifest = new BackupManifest(
                BackupManifest.CurrentFormat, id, BackupManifest.Full, facts.Version, facts.Major, facts.SystemIdentifier, facts.Database, facts.DatabaseUser, (await zone.AskAsync(cancellation)).Id, copy.Timeline,
                copy.StartLsn, copy.StopLsn, facts.WalSegmentBytes, startedAt, clock.GetUtcNow(), files.Sum(file => file.Bytes), facts.Bytes, files,
                before.ToDictionary(table => table.Key, table => new RowCount(table.Value, after[table.Key])), head, AppVersion, keys.Current?.Id);
            await catalogue.PublishAsync(manifest, cancellation);
            return manifest;
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private async Task<TakenCopy> TakeAsync(string id, string program, int major, string staging, CancellationToken cancellation)
    {
        var told = 0;
        var byZstd = settings.Packing switch { CopyPacking.Gzip => false, CopyPacking.Zstd => true, _ => Zstd.IsHere(major) };
        if (settings.Packing == CopyPacking.Zstd && !Zstd.IsHere(major))
            throw new BackupException($"BACKUP_COMPRESSION is zstd, which needs PostgreSQL {Zstd.FirstMajor} or later (the server's is {major}) and the program zstd: install Debian's package zstd.");
        try
        {
            return await Once(byZstd);
        }
        catch (ToolException lack) when (byZstd && settings.Packing == CopyPacking.Auto && lack.Said.Contains(BaseBackup.NoPacking, StringComparison.Ordinal))
        {
            log.LogInformation("backup {Id}: packed by gzip, pg_basebackup was built without zstd", id);
            return await Once(byZstd: false);
        }

        Task<TakenCopy> Once(bool byZstd) => BaseBackup.TakeAsync(program, new(database), staging, byZstd, percent => told = Tell(id, percent, told), cancellation);
    }

    private async Task<BackupFile> PutAsync(string id, string path, CancellationToken cancellation)
    {
        var (name, key) = (Path.GetFileName(path), BackupCatalogue.KeyOf(id, Path.GetFileName(path)));
        await using var plain = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var content = keys.Current is { } secret ? EncryptedForm.Encrypt(plain, secret, key) : plain;
        await using var summed = new SummingStream(content);
        await catalogue.Store.WriteAsync(key, summed, cancellation);
        return summed.Sum(name);
    }

    private int Tell(string id, int percent, int told)
    {
        if (percent < told + PercentStep)
            return told;
        log.LogInformation("backup {Id}: {Percent} %", id, percent);
        return percent;
    }
}
