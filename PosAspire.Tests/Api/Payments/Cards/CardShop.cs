using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Tests.ServiceDefaults.Telemetry;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Api.Payments.Cards;

/// <summary>The demo shops with cards through a fake Stripe, which tells the API what happens when a test lets it.</summary>
public sealed class CardShop : IAsyncLifetime, IDisposable
{
    public const string Reader = "tmr_counter";
    public const string OldSecret = "whsec_that_is_being_replaced";

    private TestDatabase? database;
    private FakeStripe? stripe;
    private OtlpReceiver? traces;
    private ApiHost? api;

    public TestDatabase Database => database!;

    public FakeStripe Stripe => stripe!;

    public ApiHost Api => api!;

    /// <summary>Everything that was sent to the collector of traces and measures, as text.</summary>
    public string Telemetry => traces!.Everything;

    public Uri Webhook => new(Api.Address, "/webhooks/stripe");

    public async Task InitializeAsync()
    {
        database = await ShopDatabase.SeededAsync();
        stripe = await FakeStripe.StartAsync();
        stripe.Ledger.AddReader(Reader);
        traces = await OtlpReceiver.StartAsync();
        api = ApiHost.On(
            database.ConnectionString,
            ("STRIPE_SECRET_KEY", stripe.Key), ("STRIPE_API_BASE", $"{stripe.Address}"), ("STRIPE_STATUS_BASE", $"{stripe.Address}"),
            ("STRIPE_WEBHOOK_SECRETS", $"{OldSecret}, {stripe.Webhooks.Secret}"),
            ("LOG_LEVEL", "DEBUG"), ("OTEL_EXPORTER_OTLP_ENDPOINT", traces.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
    }

    public async Task DisposeAsync()
    {
        await api!.DisposeAsync();
        await stripe!.DisposeAsync();
        await traces!.DisposeAsync();
        await database!.DisposeAsync();
    }

    public void Dispose() => api?.Dispose();

    /// <summary>A bottle at the till, waiting for its money.</summary>
    public async Task<(Guid Order, long TotalMinor)> BeginAsync(HttpClient till)
    {
        var register = await Database.ScalarAsync<Guid>("SELECT r.id FROM registers r JOIN locations l ON l.id = r.location_id WHERE l.code = 'LIQ1' ORDER BY r.name LIMIT 1");
        var checkout = await till.CheckoutAsync(register);
        return ((Guid)checkout["orderId"]!, (long)checkout["totalMinor"]!);
    }

    /// <summary>The whole order, by card.</summary>
    public static async Task<JsonNode> CardAsync(HttpClient till, Guid order, string source) => await (await till.TenderAsync(order, new { type = "card", source })).JsonAsync();

    public FakeIntent IntentOf(Guid order) => Stripe.Ledger.Intents.Single(intent => intent.Metadata["pos_order"] == order.ToString("N"));

    public Task<string> StatusAsync(Guid order) => Database.ScalarAsync<string>($"SELECT status FROM orders WHERE id = '{order}'");
}
