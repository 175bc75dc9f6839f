using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stripe;

/// <summary>Checks that a webhook comes from Stripe.</summary>
public static class EventUtility
{
    /// <summary>Seconds.</summary>
    public const int DefaultTimeTolerance = 300;

    // Bytes that are no text could otherwise be replaced by some that were signed.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="StripeException">Nobody with the secret signed it, or too long ago.</exception>
    public static void ValidateSignature(string json, string stripeSignatureHeader, string secret, long tolerance = DefaultTimeTolerance)
        => ValidateSignature(json, stripeSignatureHeader, secret, tolerance, DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    /// <exception cref="StripeException">Nobody with the secret signed it, or more than <paramref name="tolerance"/> seconds from <paramref name="utcNow"/>.</exception>
    public static void ValidateSignature(string json, string stripeSignatureHeader, string secret, long tolerance, long utcNow)
    {
        var items = stripeSignatureHeader.Trim().Split(',').Select(Item).ToLookup(item => item.Key, item => item.Value);
        var time = items["t"].FirstOrDefault();
        var expected = Expected(secret, time, json);
        if (!items["v1"].Any(given => IsSame(given, expected)))
            throw new StripeException("The expected signature was not found in the Stripe-Signature header.");
        if (Math.Abs(utcNow - Convert.ToInt32(time, CultureInfo.InvariantCulture)) > tolerance)
            throw new StripeException("The webhook cannot be processed because the current timestamp is outside of the allowed tolerance.");
    }

    /// <summary>HMAC-SHA256 of <c>timestamp.payload</c> in lower-case hexadecimal.</summary>
    public static string ComputeSignature(string secret, string timestamp, string payload)
        => Convert.ToHexStringLower(HMACSHA256.HashData(StrictUtf8.GetBytes(secret), StrictUtf8.GetBytes($"{timestamp}.{payload}")));

    private static (string Key, string Value) Item(string text)
        => text.Trim().Split('=', 2) is [var key, var value] ? (key, value) : throw new StripeException("The signature header format is unexpected.");

    private static string Expected(string secret, string time, string json)
    {
        try
        {
            return ComputeSignature(secret, time, json);
        }
        catch (EncoderFallbackException problem)
        {
            throw new StripeException("The webhook cannot be processed because the signature cannot be safely calculated.", problem);
        }
    }

    private static bool IsSame(string given, string expected)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
