using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Identity;

/// <summary>What a password and a PIN must be like. What is known to be guessed first is refused; nothing else is asked of a password than length.</summary>
public static class SignInRules
{
    public const int MinPasswordLength = 10;

    /// <summary>Longer ones are nobody's, and hashing them would only cost time.</summary>
    public const int MaxPasswordLength = 256;

    public const int PinLength = 6;

    public const int MaxUsernameLength = 64;

    public const int MaxNameLength = 100;

    private const int MinDifferentLetters = 5;

    // The longest block of digits that a weak PIN repeats: 777777, 272727, 123123.
    private const int LongestRepeat = PinLength / 2;

    // The heads of every list of leaked passwords; with digits and signs around them they are guessed just as soon.
    private static readonly string[] Guessed =
        ["password", "passwort", "qwerty", "qwertz", "azerty", "letmein", "welcome", "iloveyou", "monkey", "dragon", "football", "abc123", "123456", "changeme"];

    /// <summary>Why a password is refused, or null when it is good.</summary>
    public static PosError? CheckPassword(string password, string username)
    {
        if (password.Length is < MinPasswordLength or > MaxPasswordLength || password.Any(char.IsControl))
            return IdentityErrors.WeakPassword;
        var plain = password.ToLowerInvariant();
        var rest = Guessed.Aggregate(plain, (left, guess) => left.Replace(guess, "", StringComparison.Ordinal)).Replace(username, "", StringComparison.Ordinal);
        return plain.Distinct().Count() < MinDifferentLetters || rest.Count(char.IsLetter) + rest.Where(char.IsDigit).Distinct().Count() < MinDifferentLetters
            ? IdentityErrors.WeakPassword
            : null;
    }

    /// <summary>Why a PIN is refused, or null when it is good. Two people may have the same one: it is asked for together with the person.</summary>
    public static PosError? CheckPin(string pin)
    {
        if (!IsPin(pin))
            return IdentityErrors.WeakPin;
        var up = true;
        var down = true;
        for (var at = 1; at < pin.Length; at++)
        {
            up &= (pin[at] - pin[at - 1] + 10) % 10 == 1;
            down &= (pin[at - 1] - pin[at] + 10) % 10 == 1;
        }

        return up || down || Enumerable.Range(1, LongestRepeat).Any(length => Repeats(pin, length)) ? IdentityErrors.WeakPin : null;
    }

    public static bool IsPin(string text) => text.Length == PinLength && text.All(char.IsAsciiDigit);

    /// <summary>A user name as it is stored; null when it cannot be one.</summary>
    public static string? Username(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        return name.Length is > 0 and <= MaxUsernameLength && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-' or '_')
            ? name
            : null;
    }

    /// <summary>What a person is called, as it is stored; null when it cannot be that.</summary>
    public static string? Name(string text)
    {
        var name = text.Trim();
        return name.Length is > 0 and <= MaxNameLength && !name.Any(char.IsControl) ? name : null;
    }

    private static bool Repeats(string pin, int length) =>
        pin.Length % length == 0 && Enumerable.Range(length, pin.Length - length).All(at => pin[at] == pin[at - length]);
}
