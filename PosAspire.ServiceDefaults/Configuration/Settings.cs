using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>Reads the flat settings that the runbooks name (<c>LOG_LEVEL</c>, <c>DATABASE_POOL_MAX</c>, …); a bad value is a <see cref="SettingException"/>.</summary>
public static class Settings
{
    /// <summary>The value without surrounding blanks, or null when it is missing or blank.</summary>
    public static string? Text(this IConfiguration configuration, string name)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration[name]?.Trim() is { Length: > 0 } value ? value : null;
    }

    /// <summary>A whole number between two limits, or null when it is missing.</summary>
    public static int? Number(this IConfiguration configuration, string name, int min, int max)
    {
        if (configuration.Text(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max
            ? value
            : throw new SettingException(name, $"must be a whole number from {min} to {max}, not \"{text}\".");
    }

    /// <summary>One of the allowed words in any case, answered as it is spelled in the list; null when it is missing.</summary>
    public static string? Word(this IConfiguration configuration, string name, params string[] allowed)
    {
        if (configuration.Text(name) is not { } text)
        {
            return null;
        }

        return allowed.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingException(name, $"must be one of {string.Join(", ", allowed)}, not \"{text}\".");
    }

    /// <summary>A length of time as the runbook writes it (<c>30s</c>, <c>15m</c>, <c>1h</c>) or in seconds; null when it is missing.</summary>
    public static TimeSpan? Duration(this IConfiguration configuration, string name, TimeSpan max)
    {
        if (configuration.Text(name) is not { } text)
        {
            return null;
        }

        return TryDuration(text) is { } value && value <= max
            ? value
            : throw new SettingException(name, $"must be a time such as 30s, 15m or 1h, at most {max.TotalSeconds:0} s, not \"{text}\".");
    }

    private static TimeSpan? TryDuration(string text)
    {
        double? seconds = text[^1] switch { 'h' => 3600, 'm' => 60, 's' => 1, >= '0' and <= '9' => 1, _ => null };
        string number = char.IsAsciiDigit(text[^1]) ? text : text[..^1];
        bool read = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value);
        return read && seconds is { } unit ? TimeSpan.FromSeconds(value * unit) : null;
    }
}
