using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stripe;

namespace PosAspire.Tests.Support.Stripe;

/// <summary>
/// Stripe as far as the product uses it, on a loopback port, with a ledger of its own that survives while its door is closed. It refuses
/// what Stripe would: a wrong key or version, a POST without an idempotency key or not form-encoded, unknown parameters, a step that the
/// payment's state does not allow.
/// </summary>
/// <remarks>
/// Sources: docs.stripe.com/api (PaymentIntents, refunds, Terminal readers, errors, idempotent requests), stripe/openapi's fixtures
/// for the shape of every object (vectors/stripe_fixtures_subset.json).
/// </remarks>
public sealed class FakeStripe : IAsyncDisposable
{
    private readonly FakeStripeKeys keys = new();
    private readonly FakeStripeRoutes routes;
    private WebApplication? door;
    private int port;

    private FakeStripe(TimeProvider time)
    {
        Ledger = new FakeStripeLedger(time);
        Webhooks = new FakeStripeWebhooks(time);
        routes = new FakeStripeRoutes(Ledger, Webhooks);
    }

    /// <summary>The secret key that opens it.</summary>
    public string Key { get; } = "sk_test_" + Guid.NewGuid().ToString("N");

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>What it holds true.</summary>
    public FakeStripeLedger Ledger { get; }

    public FakeStripeWebhooks Webhooks { get; }

    /// <summary>Faults, by what is asked.</summary>
    public FakeStripeFaults Faults { get; } = new();

    /// <summary>What its public status page says: <c>none</c>, <c>minor</c>, <c>major</c>, <c>critical</c>.</summary>
    public string Indicator { get; set; } = "none";

    public static async Task<FakeStripe> StartAsync(TimeProvider? time = null)
    {
        var stripe = new FakeStripe(time ?? TimeProvider.System);
        await stripe.OpenAsync();
        return stripe;
    }

    /// <summary>Opens the port, the same one as before.</summary>
    public async Task OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        door = builder.Build();
        door.Run(HandleAsync);
        await door.StartAsync();
        port = new Uri(door.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    /// <summary>Closes the port: connections are refused until it is opened again.</summary>
    public async Task CloseAsync()
    {
        if (door is null)
            return;
        Faults.LetGo();
        await door.StopAsync();
        await door.DisposeAsync();
        door = null;
    }

    /// <summary>The customer holds a card to the reader, and Stripe tells of it.</summary>
    /// <param name="declinedWith">Why it is declined; null when it is not.</param>
    public async Task PresentCardAsync(string reader, string? declinedWith = null)
    {
        Ledger.PresentCard(reader, declinedWith);
        Webhooks.Happened(declinedWith is null ? "terminal.reader.action_succeeded" : "terminal.reader.action_failed", Ledger.Reader(reader)!.Json());
        await Webhooks.SendAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Webhooks.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == "/api/v2/status.json")
        {
            await context.Response.WriteAsJsonAsync(new { status = new { indicator = Indicator, description = "" } });
            return;
        }

        var request = await FakeStripeRequest.ReadAsync(context.Request);
        Ledger.Count(request);
        var fault = Faults.For(request);
        if (await fault.BeforeAsync(context) is { } refused)
        {
            if (fault.IsSaved && request.Key is { } key)
                keys.Save(key, request, refused);
            await WriteAsync(context, refused, replayed: false);
            return;
        }

        if (fault.EndsIt)
            return;
        var (answer, replayed) = Checked(request) is { } wrong ? (wrong, false) : keys.Answer(request, () => fault.Instead(routes.Answer(request)));
        if (!replayed && Webhooks.ComeFirst)
            await Webhooks.SendAsync();
        if (await fault.AfterAsync(context))
            await WriteAsync(context, answer, replayed);
        if (!Webhooks.ComeFirst)
            await Webhooks.SendAsync();
    }

    private FakeStripeAnswer? Checked(FakeStripeRequest request)
    {
        if (request.Authorization != $"Bearer {Key}")
            return FakeStripeAnswer.Invalid(401, null, "Invalid API Key provided.");
        if (request.Version != StripeConfiguration.ApiVersion)
            return FakeStripeAnswer.Invalid(400, null, $"Invalid Stripe API version: {request.Version}");
        if (request.Method == "POST" && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) != true)
            return FakeStripeAnswer.Invalid(400, null, "The request body is not form-encoded.");
        return request.Method == "POST" && request.Key is not { Length: > 0 and <= 255 }
            ? FakeStripeAnswer.Invalid(400, null, "An idempotency key of at most 255 characters is expected here.")
            : null;
    }

    private static async Task WriteAsync(HttpContext context, FakeStripeAnswer answer, bool replayed)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["Request-Id"] = "req_" + Guid.NewGuid().ToString("N")[..14];
        if (replayed)
            context.Response.Headers["Idempotent-Replayed"] = "true";
        await context.Response.WriteAsync(answer.Body.ToJsonString(), context.RequestAborted);
    }
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
