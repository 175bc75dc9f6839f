using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.Workers.Backups.Encryption;

/// <summary>With what new copies are encrypted, and what older ones may have been encrypted with.</summary>
/// <param name="current"><c>BACKUP_ENCRYPTION_KEY</c>; null to keep new copies as they are.</param>
/// <param name="former"><c>BACKUP_ENCRYPTION_FORMER_KEYS</c>: for reading only.</param>
public sealed class KeyRing(BackupKey? current, params IReadOnlyList<BackupKey> former)
{
    private const string CurrentSetting = "BACKUP_ENCRYPTION_KEY";
    private const string FormerSetting = "BACKUP_ENCRYPTION_FORMER_KEYS";

    /// <summary>Nothing is encrypted.</summary>
    public static readonly KeyRing Empty = new(current: null);

    public BackupKey? Current => current;

    /// <exception cref="SettingException">Something in a setting is no key.</exception>
    public static KeyRing Read(IConfiguration configuration) => new(
        configuration.Text(CurrentSetting) is { } text ? BackupKey.Parse(CurrentSetting, text) : null,
        [.. (configuration.Text(FormerSetting) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(old => BackupKey.Parse(FormerSetting, old))]);

    /// <summary>The key of that id.</summary>
    /// <param name="file">For the sentence.</param>
    /// <exception cref="KeyException">It is not here; the sentence names the file and the key.</exception>
    public BackupKey Find(string id, string file) => Held(id) ?? throw new KeyException(Lack(id, file)!);

    /// <summary>Why a file cannot be opened here; null when it can, or is not encrypted.</summary>
    public string? Lack(string? id, string file) => id is null || Held(id) is not null ? null
        : current is null ? $"{file} is encrypted with the key {id}, and {CurrentSetting} is not set. Nothing of it can be read without that key."
        : $"{file} is encrypted with the key {id}, and {CurrentSetting} is another, {current.Id}. Set that one, or add it to {FormerSetting}.";

    private BackupKey? Held(string id) => former.Prepend(current).FirstOrDefault(key => key?.Id == id);
}
