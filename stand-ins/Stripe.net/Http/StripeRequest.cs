using System.Net;
using System.Net.Http.Headers;

namespace Stripe;

/// <summary>One request as it goes over the wire.</summary>
public class StripeRequest
{
    private readonly BaseOptions options;

    internal StripeRequest(HttpMethod method, string address, string apiKey, BaseOptions options, RequestOptions requestOptions)
    {
        this.options = options;
        Method = method;
        var query = method == HttpMethod.Post ? "" : Forms.Encode(options);
        Uri = new Uri(query.Length == 0 ? address : $"{address}?{query}");
        AuthorizationHeader = new AuthenticationHeaderValue("Bearer", apiKey ?? throw new StripeException("No API key provided."));
        StripeHeaders = new Dictionary<string, string> { ["Stripe-Version"] = StripeConfiguration.ApiVersion };
        if (!string.IsNullOrEmpty(requestOptions?.IdempotencyKey))
            StripeHeaders["Idempotency-Key"] = requestOptions.IdempotencyKey;
        else if (method == HttpMethod.Post)
            StripeHeaders["Idempotency-Key"] = Guid.NewGuid().ToString();
    }

    public HttpMethod Method { get; }

    public Uri Uri { get; }

    public AuthenticationHeaderValue AuthorizationHeader { get; }

    public IDictionary<string, string> StripeHeaders { get; }

    /// <summary>A new one each time it is asked for; null of a GET.</summary>
    public HttpContent Content => Method == HttpMethod.Post ? Forms.Content(options) : null;
}

/// <summary>One answer, read to its end.</summary>
public class StripeResponse(HttpStatusCode statusCode, HttpResponseHeaders headers, string content)
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public HttpResponseHeaders Headers { get; } = headers;

    public string Content { get; } = content;

    public string IdempotencyKey => Header("Idempotency-Key");

    public string RequestId => Header("Request-Id");

    private string Header(string name) => Headers is not null && Headers.TryGetValues(name, out var values) ? values.First() : null;
}
