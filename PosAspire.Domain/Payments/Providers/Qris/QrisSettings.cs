using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PosAspire.Domain.Payments.Providers.Qris;

/// <summary>Where the gateway is and how patient we are with it.</summary>
/// <param name="Api">Ends with a slash.</param>
/// <param name="ServerKey">Secret: it signs in to the gateway, and signs what the gateway tells us.</param>
public sealed record QrisSettings(Uri Api, string ServerKey)
{
    /// <summary>The gateway's own default (docs.midtrans.com, "Expiry"); said in every request, so that the till and the gateway agree.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(15);

    /// <summary>Past it a connection has certainly not been made, and nothing has happened.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For a whole call; past it only reading tells what happened.</summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromSeconds(10);

    private const string KeySetting = "QRIS_SERVER_KEY";
    private const string ApiSetting = "QRIS_API_BASE";
    private const string Production = "https://api.midtrans.com/";
    private const int MinKey = 16;

    /// <summary>Null without <c>QRIS_SERVER_KEY</c>: then the shop takes no QRIS.</summary>
    /// <exception cref="OptionsValidationException">A setting is there and wrong; the sentence says which and why, and never shows the key.</exception>
    public static QrisSettings? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[KeySetting]?.Trim() is not { Length: > 0 } key)
            return null;
        if (key.Length < MinKey || key.Any(letter => letter is <= ' ' or > '~' or ':'))
            throw Wrong($"{KeySetting} is no server key: copy it whole from the gateway's settings, without blanks.");
        var api = configuration[ApiSetting]?.Trim() is { Length: > 0 } text ? text : Production;
        if (!Uri.TryCreate(api.TrimEnd('/') + '/', UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw Wrong($"{ApiSetting} must be an https address, or http on this machine: the server key goes there with every call.");
        return new(address, key);
    }

    // Without this a record prints its members, and with them the key.
    public override string ToString() => $"QRIS at {Api}";

    private static OptionsValidationException Wrong(string sentence) => new("QRIS", typeof(QrisSettings), [sentence]);
}
