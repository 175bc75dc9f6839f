using System.Text.Json.Nodes;

namespace PosAspire.Tests.Support.Stripe;

/// <summary>How far a request is.</summary>
public enum FakeStripeMoment
{
    /// <summary>Nothing is done yet.</summary>
    Came,

    /// <summary>It is done, and nobody is told yet.</summary>
    Done,

    /// <summary>The answer has left.</summary>
    Answered,
}

/// <summary>What is answered.</summary>
public sealed record FakeStripeAnswer(int Status, JsonNode Body)
{
    /// <summary>Whether the request had begun to be carried out; only then Stripe keeps the answer for the key.</summary>
    public bool WasCarriedOut { get; init; } = true;

    public static FakeStripeAnswer Ok(JsonNode body) => new(200, body);

    /// <summary>Refused before anything was done.</summary>
    public static FakeStripeAnswer Invalid(int status, string? code, string message, string? param = null, JsonNode? intent = null, string type = "invalid_request_error")
        => new(status, Error(type, code, message, param, intent)) { WasCarriedOut = false };

    public static JsonObject Error(string type, string? code, string message, string? param = null, JsonNode? intent = null)
    {
        var error = new JsonObject { ["type"] = type, ["message"] = message };
        if (code is not null)
            error["code"] = code;
        if (param is not null)
            error["param"] = param;
        if (intent is not null)
            error["payment_intent"] = intent;
        return new JsonObject { ["error"] = error };
    }
}
