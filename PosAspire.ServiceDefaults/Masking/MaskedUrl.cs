namespace PosAspire.ServiceDefaults.Masking;

/// <summary>Masks an address or a path: a query value can hide a secret behind its percent codes, where no pattern sees it.</summary>
public static class MaskedUrl
{
    /// <summary>The address with the secrets in its path and its query masked; the rest keeps its spelling.</summary>
    public static string Of(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        int query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? Masker.Text(url) : $"{Masker.Text(url[..query])}?{string.Join('&', url[(query + 1)..].Split('&').Select(Pair))}";
    }

    private static string Pair(string pair)
    {
        int sign = pair.IndexOf('=', StringComparison.Ordinal);
        if (sign < 0)
        {
            return Value(pair);
        }

        string name = Decode(pair[..sign]);
        return $"{pair[..sign]}={(SensitiveNames.Match(name) || name is "key" ? Masker.Mask : Value(pair[(sign + 1)..]))}";
    }

    private static string Value(string value)
    {
        string plain = Decode(value);
        string masked = Masker.Text(plain);
        return ReferenceEquals(plain, masked) ? value : Uri.EscapeDataString(masked).Replace(Uri.EscapeDataString(Masker.Mask), Masker.Mask, StringComparison.Ordinal);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
