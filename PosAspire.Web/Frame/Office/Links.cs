namespace PosAspire.Web.Frame.Office;

/// <summary>Addresses with their filters; what is empty is left out.</summary>
public static class Links
{
    public static string To(string path, params (string Name, string? Value)[] query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var parts = query.Where(part => part.Value is { Length: > 0 }).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        var joined = string.Join('&', parts);
        return joined.Length == 0 ? path : $"{path}?{joined}";
    }
}
