using System.Text;
using System.Text.Json;
using Stripe;

namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>What Stripe tells of its own accord. Only that it told, and of what, is kept: what is true is read back.</summary>
/// <remarks>Source: docs.stripe.com/webhooks, docs.stripe.com/api/events/object.</remarks>
public static class StripeNotice
{
    /// <summary>The header that carries the signatures.</summary>
    public const string SignatureHeader = "Stripe-Signature";

    private const int MaxName = 255;

    // Bytes that are no text are refused before anything is computed of them.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The event; null when Stripe has not signed it with one of the secrets in the last five minutes, or it is no event.</summary>
    public static ProviderEventSeen? TryRead(byte[] body, string? signature, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(signature) || Text(body) is not { } json || !secrets.Any(secret => IsSigned(json, signature, secret, now)))
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(byte[] body)
    {
        try
        {
            return StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsSigned(string json, string signature, string secret, DateTimeOffset now)
    {
        try
        {
            EventUtility.ValidateSignature(json, signature, secret, EventUtility.DefaultTimeTolerance, now.ToUnixTimeSeconds());
            return true;
        }
        // The last two: signed, with a time that is none.
        catch (Exception refused) when (refused is StripeException or FormatException or OverflowException)
        {
            return false;
        }
    }

    private static ProviderEventSeen? Read(JsonElement told)
    {
        if (Name(told, "id") is not { } id || Name(told, "type") is not { } type)
            return null;
        var thing = told.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("object", out var inner) ? inner : default;
        var payload = JsonSerializer.Serialize(
            new { of = Name(thing, "object"), id = Name(thing, "id"), status = Name(thing, "status"), amount = Number(thing, "amount"), currency = Name(thing, "currency") },
            JsonSerializerOptions.Web);
        return new(PaymentSource.Stripe, id, type, PaymentOf(thing), payload);
    }

    /// <summary>The PaymentIntent that it is about, whatever was sent.</summary>
    private static string? PaymentOf(JsonElement thing) => Name(thing, "object") switch
    {
        "payment_intent" => Name(thing, "id"),
        "terminal.reader" => Name(Inside(Inside(thing, "action"), "process_payment_intent"), "payment_intent"),
        _ => Name(thing, "payment_intent"),
    };

    private static JsonElement Inside(JsonElement outer, string name)
        => outer.ValueKind == JsonValueKind.Object && outer.TryGetProperty(name, out var inner) ? inner : default;

    private static string? Name(JsonElement outer, string name)
        => Inside(outer, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 and <= MaxName } value && !value.Contains('\0') ? value : null;

    private static long? Number(JsonElement outer, string name) => Inside(outer, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;
}
