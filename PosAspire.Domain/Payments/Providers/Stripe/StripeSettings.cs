using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>Where Stripe is and how patient we are with it.</summary>
/// <param name="Api">Without a slash at its end.</param>
/// <param name="SecretKey">Secret: it signs in to Stripe.</param>
/// <param name="WebhookSecrets">Secret: what Stripe signs its news with. Several while one replaces another; none when no news are taken.</param>
/// <param name="StatusPage">Stripe's public page of its own troubles, without a slash at its end.</param>
public sealed record StripeSettings(string Api, string SecretKey, IReadOnlyList<string> WebhookSecrets, string StatusPage)
{
    /// <summary>Past it a connection has certainly not been made, and nothing has happened.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For a whole call; past it only reading tells what happened.</summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromSeconds(10);

    private const string KeySetting = "STRIPE_SECRET_KEY";
    private const string ApiSetting = "STRIPE_API_BASE";
    private const string StatusSetting = "STRIPE_STATUS_BASE";
    private const string WebhookSetting = "STRIPE_WEBHOOK_SECRETS";
    private const string Production = "https://api.stripe.com";
    private const string ProductionStatus = "https://status.stripe.com";
    private const int MinSecret = 16;
    private const int MaxWebhookSecrets = 5;

    /// <summary>Null without <c>STRIPE_SECRET_KEY</c>: then the shop takes no cards.</summary>
    /// <exception cref="OptionsValidationException">A setting is there and wrong; the sentence says which and why, and never shows a secret.</exception>
    public static StripeSettings? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[KeySetting]?.Trim() is not { Length: > 0 } key)
            return null;
        if (!IsSecret(key))
            throw Wrong($"{KeySetting} is no secret key: copy it whole from Stripe's dashboard, without blanks.");
        var secrets = (configuration[WebhookSetting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (secrets.Length > MaxWebhookSecrets || !secrets.All(IsSecret))
            throw Wrong($"{WebhookSetting} must be up to {MaxWebhookSecrets} signing secrets with commas between them, each whole and without blanks.");
        return new(Address(configuration, ApiSetting, Production), key, secrets, Address(configuration, StatusSetting, ProductionStatus));
    }

    // Without this a record prints its members, and with them the key.
    public override string ToString() => $"Stripe at {Api}";

    private static bool IsSecret(string text) => text.Length >= MinSecret && text.All(letter => letter is > ' ' and <= '~');

    private static string Address(IConfiguration configuration, string setting, string standard)
    {
        var text = configuration[setting]?.Trim() is { Length: > 0 } set ? set : standard;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? text.TrimEnd('/')
            : throw Wrong($"{setting} must be an https address, or http on this machine.");
    }

    private static OptionsValidationException Wrong(string sentence) => new("Stripe", typeof(StripeSettings), [sentence]);
}
