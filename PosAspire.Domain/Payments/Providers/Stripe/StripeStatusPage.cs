using System.Text.Json;

namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>
/// What Stripe says in public of its own troubles: <c>/api/v2/status.json</c> of its status page. A hint for people only; what is asked and what
/// not is decided by whether Stripe answers.
/// </summary>
public sealed class StripeStatusPage : IDisposable
{
    private const int MaxBytes = 64 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly HttpClient http;
    private readonly Uri address;

    public StripeStatusPage(StripeSettings settings)
    {
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Limit, MaxResponseContentBufferSize = MaxBytes };
        address = new(settings.StatusPage + "/api/v2/status.json");
    }

    /// <summary>A sentence; null when the page says nothing either.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync(address, cancellation));
            return page.RootElement.TryGetProperty("status", out var status) && status.TryGetProperty("indicator", out var indicator) ? Words(indicator.GetString()) : null;
        }
        // Nothing is known, and nothing depends on it.
        catch (Exception problem) when (problem is HttpRequestException or JsonException or InvalidOperationException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    // The page's four words (Statuspage API, "indicator").
    private static string? Words(string? indicator) => indicator switch
    {
        "none" => "Stripe reports no trouble of its own: look at the shop's connection first.",
        "minor" => "Stripe reports a minor trouble.",
        "major" => "Stripe reports a major outage.",
        "critical" => "Stripe reports a critical outage.",
        _ => null,
    };
}
