using System.Net;
using System.Text;
using Stripe;

namespace PosAspire.Tests.StandIns.Stripe;

/// <summary>Answers in turn from a list, and keeps what was sent.</summary>
internal sealed class Recorder(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<Sent> Requests { get; } = [];

    public StripeClient Client(int retries = 0) => new(new StripeClientOptions
    {
        ApiKey = "sk_test_1",
        ApiBase = "http://stripe.test",
        HttpClient = new SystemNetHttpClient(httpClient: new HttpClient(this, disposeHandler: false), maxNetworkRetries: retries),
    });

    public static Func<HttpRequestMessage, HttpResponseMessage> Answer(int status, string body, params (string Name, string Value)[] headers) => _ =>
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            answer.Headers.Add(name, value);
        return answer;
    };

    public static Func<HttpRequestMessage, HttpResponseMessage> Fails(Exception failure) => _ => throw failure;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(new(request.Method.Method, request.RequestUri!.PathAndQuery, body, request.Content?.Headers.ContentType?.ToString(),
            request.Headers.ToDictionary(header => header.Key, header => string.Join(' ', header.Value))));
        return answers[Math.Min(Requests.Count, answers.Length) - 1](request);
    }

    internal sealed record Sent(string Method, string Address, string? Body, string? ContentType, IReadOnlyDictionary<string, string> Headers);
}
