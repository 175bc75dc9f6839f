using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support.Stripe;
using Stripe;

namespace PosAspire.Tests.Domain.Payments.Providers.Stripe;

/// <summary>The fake refuses what Stripe would, and shows what Stripe shows: else the tests that use it would prove little.</summary>
public sealed class FakeStripeTests : IAsyncLifetime
{
    private const string Payment = "amount=500&currency=usd&payment_method_types[0]=card&capture_method=manual";
    private static readonly HttpClient Http = new();
    private FakeStripe stripe = null!;

    public async Task InitializeAsync() => stripe = await FakeStripe.StartAsync();

    public async Task DisposeAsync() => await stripe.DisposeAsync();

    [Theory]
    [InlineData("key", 401)]
    [InlineData("version", 400)]
    [InlineData("idempotency", 400)]
    [InlineData("long idempotency", 400)]
    [InlineData("json", 400)]
    [InlineData("nothing", 200)]
    public async Task A_request_that_lacks_what_Stripe_asks_for_is_refused(string wrong, int expected)
    {
        using var request = Request("/v1/payment_intents", Payment, wrong == "long idempotency" ? new string('k', 256) : "k1");
        if (wrong == "key")
            request.Headers.Authorization = new("Bearer", "sk_test_of_somebody_else");
        if (wrong == "version")
        {
            request.Headers.Remove("Stripe-Version");
            request.Headers.Add("Stripe-Version", "2017-05-25");
        }

        if (wrong == "idempotency")
            request.Headers.Remove("Idempotency-Key");
        if (wrong == "json")
            request.Content = new StringContent("""{"amount":500}""", Encoding.UTF8, "application/json");

        var (status, _, _) = await SendAsync(request);

        Assert.Equal(expected, status);
        Assert.Equal(expected == 200 ? 1 : 0, stripe.Ledger.Intents.Count);
    }

    [Theory]
    [InlineData("amount=500&currency=usd&colour=red", "parameter_unknown")]
    [InlineData("currency=usd", "parameter_missing")]
    [InlineData("amount=12.5&currency=usd", "parameter_invalid_integer")]
    [InlineData("amount=49&currency=usd", "amount_too_small")]
    public async Task Parameters_that_Stripe_would_not_take_are_refused_and_use_up_no_key(string body, string code)
    {
        var (status, answer, _) = await SendAsync(Request("/v1/payment_intents", body, "k1"));
        var (again, _, replayed) = await SendAsync(Request("/v1/payment_intents", Payment, "k1"));

        Assert.Equal((400, code), (status, (string?)answer["error"]!["code"]));
        Assert.Equal((200, false), (again, replayed));
    }

    [Fact]
    public async Task A_key_acts_once_and_belongs_to_its_first_body()
    {
        var (_, first, _) = await SendAsync(Request("/v1/payment_intents", Payment, "k1"));
        var (_, second, replayed) = await SendAsync(Request("/v1/payment_intents", Payment, "k1"));
        var (status, other, _) = await SendAsync(Request("/v1/payment_intents", Payment + "&description=x", "k1"));

        Assert.True(replayed);
        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.Equal((400, "idempotency_error"), (status, (string?)other["error"]!["type"]));
        Assert.Single(stripe.Ledger.Intents);
    }

    [Fact]
    public async Task A_500_is_kept_for_its_key_and_a_429_is_not()
    {
        stripe.Faults.Set("create", FakeStripeFault.RateLimited, 1);
        var (limited, _, _) = await SendAsync(Request("/v1/payment_intents", Payment, "k1"));
        stripe.Faults.Set("create", FakeStripeFault.Error500, 1);
        var (broken, _, _) = await SendAsync(Request("/v1/payment_intents", Payment, "k1"));
        var (still, _, replayed) = await SendAsync(Request("/v1/payment_intents", Payment, "k1"));
        var (other, _, _) = await SendAsync(Request("/v1/payment_intents", Payment, "k2"));

        Assert.Equal((429, 500, 500, true, 200), (limited, broken, still, replayed, other));
    }

    [Fact]
    public async Task Its_objects_have_the_members_of_Stripes_own_examples_and_values_of_the_same_kind()
    {
        stripe.Ledger.AddReader("tmr_1");
        var (_, intent, _) = await SendAsync(Request("/v1/payment_intents", Payment.Replace("=card&", "=card_present&", StringComparison.Ordinal), "k1"));
        var id = (string)intent["id"]!;
        var (_, reader, _) = await SendAsync(Request("/v1/terminal/readers/tmr_1/process_payment_intent", $"payment_intent={id}", "k2"));
        stripe.Ledger.PresentCard("tmr_1");
        var (_, captured, _) = await SendAsync(Request($"/v1/payment_intents/{id}/capture", "expand[0]=latest_charge", "k3"));
        var (_, refund, _) = await SendAsync(Request("/v1/refunds", $"payment_intent={id}&amount=200", "k4"));

        AssertLooksLike("payment_intent", intent);
        AssertLooksLike("payment_intent", captured);
        AssertLooksLike("terminal.reader", reader);
        AssertLooksLike("refund", refund);
        AssertLooksLike("charge", captured["latest_charge"]!);
        Assert.All(stripe.Webhooks.All, told => AssertLooksLike("event", JsonNode.Parse(told.Body)!));
    }

    // What may be null in one of them, or an object that may be named instead of shown, says nothing about its kind.
    private static void AssertLooksLike(string example, JsonNode actual)
    {
        var vectors = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Support/Stripe/vectors/stripe_fixtures_subset.json")))!;
        var expected = (JsonObject)vectors["resources"]![example]!;
        Assert.Equal([], expected.Select(member => member.Key).Except(((JsonObject)actual).Select(member => member.Key)));
        var different = expected.Where(member => member.Value is not null && actual[member.Key] is not null)
            .Where(member => Kind(member.Value!) != Kind(actual[member.Key]!))
            .Select(member => member.Key);
        Assert.Equal([], different);
        Assert.Equal((string?)expected["object"], (string?)actual["object"]);
    }

    private static JsonValueKind Kind(JsonNode value) => value.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : value.GetValueKind();

    private HttpRequestMessage Request(string path, string form, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stripe.Address, path))
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.Authorization = new("Bearer", stripe.Key);
        request.Headers.Add("Stripe-Version", StripeConfiguration.ApiVersion);
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private static async Task<(int Status, JsonNode Body, bool Replayed)> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, answer.Headers.Contains("Idempotent-Replayed"));
    }
}
