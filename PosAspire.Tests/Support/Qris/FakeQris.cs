using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PosAspire.Tests.Support.Qris;

/// <summary>
/// A QRIS gateway on loopback with its own ledger, in the wire format of Midtrans' Core API. It checks who calls and what is asked, and
/// can misbehave in every way of <see cref="QrisMode"/>.
/// </summary>
public sealed class FakeQris : IAsyncDisposable
{
    public const string ServerKey = "SB-Mid-server-canary-0123456789";

    private readonly QrisLedger ledger;
    private WebApplication? app;

    private FakeQris(TimeProvider clock) => ledger = new(clock);

    public QrisMode Mode { get => ledger.Mode; set => ledger.Mode = value; }

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>How many codes were made.</summary>
    public int Made => ledger.Made;

    /// <summary>What customers paid and did not get back, in rupiah.</summary>
    public long Taken => ledger.Taken;

    /// <summary>Requests that came in, whatever became of them.</summary>
    public int Requests { get; private set; }

    public static async Task<FakeQris> StartAsync(TimeProvider? clock = null)
    {
        var fake = new FakeQris(clock ?? TimeProvider.System);
        await fake.OpenAsync();
        return fake;
    }

    /// <summary>Closes the port: connections are refused. The ledger stays.</summary>
    public async Task CloseAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        app = null;
    }

    /// <summary>Opens the port that was closed.</summary>
    public async Task OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Address.Port));
        app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>The customer pays a code.</summary>
    /// <returns>False when the code was dead.</returns>
    public bool Pay(string reference) => ledger.Pay(reference);

    /// <summary>Its time is over.</summary>
    public void Expire(string reference) => ledger.Change(reference, found => found.Status = "expire");

    /// <summary>The money comes although the code had expired.</summary>
    public void PayLate(string reference) => ledger.Change(reference, found => found.Status = "settlement");

    /// <summary>What the gateway calls back with, signed.</summary>
    public JsonObject Notice(string reference, Action<JsonObject>? change = null, string key = ServerKey)
    {
        var notice = ledger.Change(reference, _ => { });
        change?.Invoke(notice);
        var text = $"{notice["order_id"]}{notice["status_code"]}{notice["gross_amount"]}{key}";
        notice["signature_key"] = Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(text)));
        return notice;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        Requests++;
        switch (Mode)
        {
            case QrisMode.Hang:
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case QrisMode.TooMany:
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            case QrisMode.Broken:
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case QrisMode.InWork:
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                return;
            case QrisMode.Page:
                await http.Response.WriteAsync("<html>Please try again</html>");
                return;
        }

        var answer = await ActAsync(http.Request);
        if (Mode == QrisMode.ActThenDrop)
            http.Abort();
        else if (Mode == QrisMode.ActThenBroken)
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        else
            await SayAsync(http.Response, answer);
    }

    // Over HTTP only 401 and 404 show; every other refusal is in the body alone.
    private static Task SayAsync(HttpResponse response, JsonObject answer)
    {
        var code = int.Parse((string)answer["status_code"]!, CultureInfo.InvariantCulture);
        response.StatusCode = code is StatusCodes.Status401Unauthorized or StatusCodes.Status404NotFound ? code : StatusCodes.Status200OK;
        return response.WriteAsJsonAsync(answer);
    }

    private async Task<JsonObject> ActAsync(HttpRequest request)
    {
        var own = $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(ServerKey + ":"))}";
        if (request.Headers.Authorization != own)
            return new() { ["status_code"] = "401", ["status_message"] = "Unknown Merchant server_key/id" };
        var body = request.HasJsonContentType() ? await request.ReadFromJsonAsync<JsonObject>() : null;
        var key = (string?)request.Headers["Idempotency-Key"];
        return (request.Method, request.Path.Value!.Trim('/').Split('/')) switch
        {
            ("POST", ["v2", "charge"]) when body is not null => ledger.Charge(body, key),
            ("GET", ["v2", var id, "status"]) => ledger.Status(id),
            ("POST", ["v2", var id, "cancel"]) => ledger.Cancel(id, key),
            ("POST", ["v2", var id, "refund"]) when body is not null => ledger.Refund(id, body, key),
            _ => new() { ["status_code"] = "405", ["status_message"] = "HTTP method is not allowed" },
        };
    }
}
