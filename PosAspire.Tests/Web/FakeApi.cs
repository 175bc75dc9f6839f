using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PosAspire.Tests.Web;

/// <summary>
/// Stands in for Api on loopback, with its real wire shapes: refuses what Api refuses (no token, unknown fields, a reused
/// key) and remembers what it was sent. Can be stopped, started again on its port, and made to lose an answer.
/// </summary>
public sealed class FakeApi : IAsyncDisposable
{
    public const string Token = "token-of-sari";
    public const string Password = "pos-demo-2026";

    private readonly ConcurrentDictionary<string, (string Body, FakeOrder Order)> keys = new();
    private WebApplication? app;
    private string address = "http://127.0.0.1:0";

    /// <summary>Everything received, oldest first.</summary>
    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public FakeShop Shop { get; } = new();

    /// <summary>Whether tokens are still accepted.</summary>
    public bool TokenValid { get; set; } = true;

    /// <summary>Records the next order but breaks the connection before the answer.</summary>
    public bool LoseNextOrderAnswer { get; set; }

    /// <summary>How long every answer takes.</summary>
    public TimeSpan Delay { get; set; }

    public string Address => address;

    public IReadOnlyCollection<FakeOrder> Orders => [.. keys.Values.Select(kept => kept.Order)];

    public static async Task<FakeApi> StartFresh()
    {
        var api = new FakeApi();
        await api.Start();
        return api;
    }

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow);
        app = builder.Build();
        app.Use(Remember);
        Map(app);
        await app.StartAsync();
        address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>Stops listening; the port answers "connection refused" until <see cref="Start"/>.</summary>
    public async Task Stop()
    {
        await app!.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    private void Map(WebApplication api)
    {
        api.MapPost("/api/v1/auth/login", (FakeLogin login) => login is { Username: "sari", Password: Password }
            ? Results.Ok(new { accessToken = Token, refreshToken = "refresh-of-sari", expiresIn = 3600, tokenType = "Bearer", user = new { id = Guid.NewGuid(), username = "sari", name = "Sari", roles = (string[])["cashier"], locations = (string[])["*"] } })
            : Problem(401, "auth.invalid_credentials", "Name or password is wrong."));
        api.MapGet("/api/v1/public/menu", () => Results.Text(FakeMenu.Json, "application/json"));
        var staff = api.MapGroup("/api/v1").AddEndpointFilter(OnlyWithToken);
        staff.MapPost("/auth/logout", () =>
        {
            TokenValid = false;
            return Results.NoContent();
        });
        staff.MapGet("/locations", () => new { items = FakeShop.Locations });
        staff.MapGet("/products/by-barcode/{code}", (string code, string location) => FakeShop.ByBarcode(code) is { Count: > 0 } items
            ? Results.Ok(new { items, label = (object?)null })
            : Problem(404, "catalog.unknown_barcode", $"{code} is not in the catalogue of {location}."));
        staff.MapPost("/orders/quote", (FakeQuoteRequest request) => Results.Ok(FakeShop.Quote(request.Location, request.Lines)));
        staff.MapGet("/orders/{id:guid}", (Guid id) => Orders.FirstOrDefault(order => order.Id == id) is { } order
            ? Results.Ok(order)
            : Problem(404, "order.unknown", "There is no such order."));
        staff.MapPost("/orders", Sell);
    }

    private IResult Sell(HttpContext http, FakeOrderRequest request)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0)
            return Problem(400, "idempotency.key_missing", "The till sent no key.");
        var body = JsonSerializer.Serialize(request);
        if (keys.TryGetValue(key, out var kept))
            return kept.Body == body ? Created(kept.Order) : Problem(422, "idempotency.key_reused", "The key belongs to another sale.");
        if (Shop.OutOfStock is { } name)
            return Problem(409, "inventory.out_of_stock", $"Only 1 {name} is left. Nothing was recorded: take one off and pay again.");
        var quote = FakeShop.Quote(request.Location, request.Lines);
        var handed = request.Tenders.Single().AmountMinor;
        if (handed < quote.DueMinor)
            return Problem(422, "payment.tender_too_small", "The cash is less than what is due. Nothing was recorded.");
        var order = FakeOrder.From(quote, handed, keys.Count + 1);
        keys[key] = (body, order);
        if (!LoseNextOrderAnswer)
            return Created(order);
        LoseNextOrderAnswer = false;
        http.Abort();
        return Results.Empty;
    }

    private static IResult Created(FakeOrder order) => Results.Created($"/api/v1/orders/{order.Id}", order);

    private async Task Remember(HttpContext http, RequestDelegate next)
    {
        http.Request.EnableBuffering();
        using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        http.Request.Body.Position = 0;
        Requests.Enqueue(new(http.Request.Method, http.Request.Path + http.Request.QueryString, body,
            http.Request.Headers.Authorization, http.Request.Headers["Idempotency-Key"], http.Request.Headers["X-Request-ID"]));
        await Task.Delay(Delay, http.RequestAborted);
        await next(http);
    }

    private async ValueTask<object?> OnlyWithToken(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        TokenValid && context.HttpContext.Request.Headers.Authorization == $"Bearer {Token}"
            ? await next(context)
            : Problem(401, "auth.required", "Sign in first.");

    private static IResult Problem(int status, string code, string detail) => Results.Problem(
        detail, statusCode: status, type: $"urn:posaspire:error:{code}", title: code,
        extensions: new Dictionary<string, object?> { ["code"] = code, ["correlationId"] = "c-1" });
}

/// <summary>One request as it arrived.</summary>
public sealed record ReceivedRequest(string Method, string Path, string Body, string? Authorization, string? IdempotencyKey, string? RequestId);

public sealed record FakeLogin(string Username, string Password);

public sealed record FakeLine(Guid ProductId, int Quantity);

public sealed record FakeQuoteRequest(string Location, IReadOnlyList<FakeLine> Lines);

public sealed record FakeTender(string Type, long AmountMinor);

public sealed record FakeOrderRequest(string Location, IReadOnlyList<FakeLine> Lines, IReadOnlyList<FakeTender> Tenders);
