using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Stripe;

namespace PosAspire.Tests.Support.Stripe;

/// <summary>What Stripe tells about what happened: signed, once or often, in any order a test wants.</summary>
public sealed class FakeStripeWebhooks(TimeProvider time) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly List<FakeStripeEvent> all = [];
    private int sent;

    /// <summary>Where they go by themselves; null when a test sends them.</summary>
    public Uri? Target { get; set; }

    public string Secret { get; set; } = "whsec_" + Guid.NewGuid().ToString("N");

    /// <summary>How often each is sent by itself.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>Whether they arrive before the answer to the request that caused them.</summary>
    public bool ComeFirst { get; set; }

    /// <summary>In the order it happened.</summary>
    public IReadOnlyList<FakeStripeEvent> All
    {
        get
        {
            lock (all)
                return [.. all];
        }
    }

    /// <summary>An event of any kind.</summary>
    public FakeStripeEvent Happened(string type, JsonNode thing)
    {
        var id = "evt_" + Guid.NewGuid().ToString("N")[..24];
        var json = FakeStripeObjects.Of("event", new()
        {
            ["id"] = id,
            ["type"] = type,
            ["api_version"] = StripeConfiguration.ApiVersion,
            ["created"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["data"] = new JsonObject { ["object"] = thing.DeepClone() },
        });
        var happened = new FakeStripeEvent(id, type, json.ToJsonString());
        lock (all)
            all.Add(happened);
        return happened;
    }

    /// <summary>Sends one event to an address.</summary>
    /// <param name="signedAt">Now, unless said otherwise.</param>
    public async Task<HttpStatusCode> DeliverAsync(Uri target, FakeStripeEvent happened, string? secret = null, DateTimeOffset? signedAt = null)
    {
        using var request = Request(target, happened.Body, secret ?? Secret, signedAt ?? time.GetUtcNow());
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>The request that Stripe would send.</summary>
    public static HttpRequestMessage Request(Uri target, string body, string secret, DateTimeOffset signedAt)
    {
        var at = signedAt.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", $"t={at},v1={EventUtility.ComputeSignature(secret, $"{at}", body)},v0={new string('0', 64)}");
        return request;
    }

    public void Dispose() => http.Dispose();

    /// <summary>Sends by itself what has not been sent.</summary>
    internal async Task SendAsync()
    {
        if (Target is not { } target)
            return;
        foreach (var happened in All.Skip(sent).SelectMany(item => Enumerable.Repeat(item, Copies)))
            await DeliverAsync(target, happened);
        sent = All.Count;
    }
}

public sealed record FakeStripeEvent(string Id, string Type, string Body);
