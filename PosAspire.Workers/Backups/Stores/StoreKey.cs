namespace PosAspire.Workers.Backups.Stores;

/// <summary>What a store keeps its files under. One form for all stores, so that what is in one can be brought into any other.</summary>
internal static class StoreKey
{
    /// <summary>The words between the slashes.</summary>
    /// <exception cref="ArgumentException">It is no key; none leads out of its store.</exception>
    public static string[] Words(string key)
    {
        var words = key.Split('/');
        return words.All(word => word.Length > 0 && word[0] != '.' && word.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'))
            ? words
            : throw new ArgumentException($"\"{key}\" is not the key of a stored file.", nameof(key));
    }
}
