using System.Net;
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
    private readonly int[] ports;
    private WebApplication? house;

    private FakeStripe(TimeProvider time, int doors)
    {
        ports = new int[doors];
        Ledger = new FakeStripeLedger(time);
        Webhooks = new FakeStripeWebhooks(time);
        routes = new FakeStripeRoutes(Ledger, Webhooks);
    }

    /// <summary>The secret key that opens it.</summary>
    public string Key { get; } = "sk_test_" + Guid.NewGuid().ToString("N");

    public Uri Address => AddressOf(0);

    /// <summary>Looks on at every request, at the door it came through; a test may end somebody meanwhile.</summary>
    public Func<FakeStripeRequest, FakeStripeMoment, int, Task>? Watch { get; set; }

    /// <summary>What it holds true.</summary>
    public FakeStripeLedger Ledger { get; }

    public FakeStripeWebhooks Webhooks { get; }

    /// <summary>Faults, by what is asked.</summary>
    public FakeStripeFaults Faults { get; } = new();

    /// <summary>What its public status page says: <c>none</c>, <c>minor</c>, <c>major</c>, <c>critical</c>.</summary>
    public string Indicator { get; set; } = "none";

    /// <param name="doors">Several addresses tell apart who asks.</param>
    public static async Task<FakeStripe> StartAsync(TimeProvider? time = null, int doors = 1)
    {
        var stripe = new FakeStripe(time ?? TimeProvider.System, doors);
        await stripe.OpenAsync();
        return stripe;
    }

    public Uri AddressOf(int door) => new($"http://127.0.0.1:{ports[door]}");

    /// <summary>Opens the ports, the same ones as before.</summary>
    public async Task OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => Array.ForEach(ports, port => kestrel.Listen(IPAddress.Loopback, port)));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        house = builder.Build();
        house.Run(HandleAsync);
        await house.StartAsync();
        var addresses = house.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        if (ports[0] == 0)
            addresses.Select(address => new Uri(address).Port).ToArray().CopyTo(ports, 0);
    }

    /// <summary>Closes the port: connections are refused until it is opened again.</summary>
    public async Task CloseAsync()
    {
        if (house is null)
            return;
        Faults.LetGo();
        await house.StopAsync();
        await house.DisposeAsync();
        house = null;
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
        await SeeAsync(context, request, FakeStripeMoment.Came);
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
        await SeeAsync(context, request, FakeStripeMoment.Done);
        if (!replayed && Webhooks.ComeFirst)
            await Webhooks.SendAsync();
        if (await fault.AfterAsync(context))
            await WriteAsync(context, answer, replayed);
        await SeeAsync(context, request, FakeStripeMoment.Answered);
        if (!Webhooks.ComeFirst)
            await Webhooks.SendAsync();
    }

    private Task SeeAsync(HttpContext context, FakeStripeRequest request, FakeStripeMoment moment)
        => Watch?.Invoke(request, moment, Array.IndexOf(ports, context.Connection.LocalPort)) ?? Task.CompletedTask;

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
