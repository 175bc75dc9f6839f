using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PosAspire.Tests.Support.Stripe;

/// <summary>One request, its parameters by their full names: <c>metadata[order]</c>.</summary>
public sealed record FakeStripeRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Parameters, string? Authorization, string? Version, string? Key, string? ContentType, string Print)
{
    /// <summary>What is asked, for faults and counts: <c>create</c>, <c>confirm</c>, <c>capture</c>, <c>cancel</c>, <c>refund</c>, <c>process_payment_intent</c>, …, <c>read</c>.</summary>
    public string Verb => Method == "GET" ? "read" : Path switch
    {
        "/v1/payment_intents" => "create",
        "/v1/refunds" => "refund",
        _ => Path[(Path.LastIndexOf('/') + 1)..],
    };

    public static async Task<FakeStripeRequest> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var encoded = request.Method == "POST" ? body : request.QueryString.Value?.TrimStart('?') ?? "";
        var parameters = encoded.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair.ElementAtOrDefault(1) ?? ""));
        return new(request.Method, request.Path, parameters, request.Headers.Authorization, request.Headers["Stripe-Version"], request.Headers["Idempotency-Key"].FirstOrDefault(),
            request.ContentType, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n{encoded}"))));
    }

    public string? Value(string name) => Parameters.GetValueOrDefault(name);

    public long? Number(string name) => long.TryParse(Value(name), out var number) ? number : null;

    /// <summary>The entries of one nested parameter: <c>metadata</c> → order, 17.</summary>
    public IEnumerable<KeyValuePair<string, string>> Inside(string name)
        => Parameters.Where(pair => pair.Key.StartsWith(name + "[", StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key[(name.Length + 1)..^1], pair.Value));

    /// <summary>The first parameter that is none of these.</summary>
    public string? Unknown(params string[] known)
        => Parameters.Keys.FirstOrDefault(name => !known.Append("expand").Contains(name.Split('[')[0]));
}

/// <summary>Idempotency as Stripe does it: the first answer to a key is the answer, a 500 included, unless nothing was begun.</summary>
internal sealed class FakeStripeKeys
{
    private readonly Dictionary<string, (string Print, FakeStripeAnswer? Answer)> known = [];

    public (FakeStripeAnswer Answer, bool Replayed) Answer(FakeStripeRequest request, Func<FakeStripeAnswer> carryOut)
    {
        if (request.Key is null || request.Method != "POST")
            return (carryOut(), false);
        lock (known)
        {
            if (known.TryGetValue(request.Key, out var before))
            {
                return before.Print != request.Print
                    ? (FakeStripeAnswer.Invalid(400, null, "Keys for idempotent requests can only be used with the same parameters they were first used with.", type: "idempotency_error"), false)
                    : (new(before.Answer!.Status, before.Answer.Body.DeepClone()), true);
            }

            var answer = carryOut();
            if (answer.WasCarriedOut)
                known[request.Key] = (request.Print, new(answer.Status, answer.Body.DeepClone()));
            return (answer, false);
        }
    }

    public void Save(string key, FakeStripeRequest request, FakeStripeAnswer answer)
    {
        lock (known)
            known.TryAdd(key, (request.Print, new(answer.Status, answer.Body.DeepClone())));
    }
}
