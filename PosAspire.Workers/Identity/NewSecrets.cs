using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PosAspire.Domain.Identity;

namespace PosAspire.Workers.Identity;

/// <summary>A new person's password and PIN: read without an echo, or made and shown once.</summary>
internal sealed record NewSecrets(string Password, string? Pin, bool Shown)
{
    private const int GeneratedLength = 20;
    private const int MaxLineLength = 1024;

    // Without what looks alike on paper.
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static NewSecrets Generated(bool withPin)
    {
        var pin = withPin ? NewPin() : null;
        while (pin is not null && SignInRules.CheckPin(pin) is not null)
            pin = NewPin();
        return new(RandomNumberGenerator.GetString(Letters, GeneratedLength), pin, Shown: true);
    }

    public static async Task<NewSecrets> ReadAsync(bool withPin, CancellationToken cancellation)
    {
        var password = await LineAsync("Password: ", cancellation);
        return new(password, withPin ? await LineAsync("PIN (six digits): ", cancellation) : null, Shown: false);
    }

    private static string NewPin() =>
        RandomNumberGenerator.GetInt32((int)Math.Pow(10, SignInRules.PinLength)).ToString(CultureInfo.InvariantCulture).PadLeft(SignInRules.PinLength, '0');

    private static async Task<string> LineAsync(string prompt, CancellationToken cancellation)
    {
        if (Console.IsInputRedirected)
            return await Console.In.ReadLineAsync(cancellation) ?? "";
        await Console.Error.WriteAsync(prompt);
        var line = new StringBuilder();
        while (line.Length < MaxLineLength && Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                line.Length -= Math.Min(1, line.Length);
            else
                line.Append(key.KeyChar);
        }

        await Console.Error.WriteLineAsync();
        return line.ToString();
    }
}
