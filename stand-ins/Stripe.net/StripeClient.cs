using System.Net;
using System.Text.Json;

namespace Stripe;

/// <summary>Sends requests and reads what comes back.</summary>
public interface IStripeClient
{
    string ApiBase { get; }

    string ApiKey { get; }

    /// <exception cref="StripeException">Stripe refused the request.</exception>
    /// <exception cref="HttpRequestException">There was no answer; so does <see cref="TaskCanceledException"/> say after a timeout.</exception>
    Task<T> RequestAsync<T>(
        HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default)
        where T : IStripeEntity;
}

/// <summary>Where and as whom.</summary>
public class StripeClientOptions
{
    public string ApiKey { get; set; }

    public IHttpClient HttpClient { get; set; }

    public string ApiBase { get; set; }
}

/// <inheritdoc cref="IStripeClient"/>
public class StripeClient : IStripeClient
{
    /// <exception cref="ArgumentException">The key is empty or contains white space.</exception>
    public StripeClient(StripeClientOptions options)
    {
        if (options.ApiKey is { } key && (key.Length == 0 || key.Any(char.IsWhiteSpace)))
            throw new ArgumentException("API key cannot be the empty string and cannot contain whitespace.", nameof(options));
        ApiKey = options.ApiKey;
        ApiBase = options.ApiBase ?? DefaultApiBase;
        HttpClient = options.HttpClient ?? new SystemNetHttpClient();
    }

    public static string DefaultApiBase => "https://api.stripe.com";

    public string ApiBase { get; }

    public string ApiKey { get; }

    public IHttpClient HttpClient { get; }

    public async Task<T> RequestAsync<T>(
        HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default)
        where T : IStripeEntity
    {
        var request = new StripeRequest(method, ApiBase + path, requestOptions?.ApiKey ?? ApiKey, options, requestOptions);
        var response = await HttpClient.MakeRequestAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
            throw ErrorOf(response);
        try
        {
            var entity = JsonSerializer.Deserialize<T>(response.Content, EntityJson.Options);
            entity.StripeResponse = response;
            return entity;
        }
        catch (JsonException)
        {
            throw Unreadable(response);
        }
    }

    private static StripeException ErrorOf(StripeResponse response)
    {
        try
        {
            using var body = JsonDocument.Parse(response.Content);
            if (!body.RootElement.TryGetProperty("error", out var inner) || inner.ValueKind != JsonValueKind.Object)
                return Unreadable(response);
            var error = inner.Deserialize<StripeError>(EntityJson.Options);
            error.StripeResponse = response;
            return new StripeException(response.StatusCode, error, error.Message) { StripeResponse = response };
        }
        catch (JsonException)
        {
            return Unreadable(response);
        }
    }

    // As the real one does: the text names the body. Who logs it logs what a stranger sent.
    private static StripeException Unreadable(StripeResponse response)
        => new(response.StatusCode, null, $"Invalid response object from API: \"{response.Content}\"") { StripeResponse = response };
}
