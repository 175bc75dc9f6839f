using System.Net;
using System.Text.Json;
using Stripe;
using Stripe.Terminal;
using static PosAspire.Tests.StandIns.Stripe.Recorder;

namespace PosAspire.Tests.StandIns.Stripe;

public class AnswerTests
{
    /// <summary>Objects as Stripe's own API description shows them (stripe/openapi, fixtures).</summary>
    private static readonly JsonElement Fixtures =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Support/Stripe/vectors/stripe_fixtures_subset.json"))).RootElement.GetProperty("resources");

    [Fact]
    public async Task Stripes_own_examples_are_read()
    {
        var intent = await Read(Fixture("payment_intent"), client => new PaymentIntentService(client).GetAsync("pi"));
        var refund = await Read(Fixture("refund"), client => new RefundService(client).GetAsync("re"));
        var reader = await Read(Fixture("terminal.reader"), client => new ReaderService(client).GetAsync("tmr"));

        Assert.Equal(("pi_1PgafyB7WZ01zgkWSjxsAJo3", 1099, "usd", "requires_payment_method", "idempotency_error"),
            (intent.Id, intent.Amount, intent.Currency, intent.Status, intent.LastPaymentError.Type));
        Assert.Equal(new DateTime(2009, 2, 13, 23, 31, 30, DateTimeKind.Utc), intent.Created);
        Assert.Equal(("re_1Pgc72B7WZ01zgkWqPvrRrPE", 100, "succeeded", null), (refund.Id, refund.Amount, refund.Status, refund.PaymentIntentId));
        Assert.Equal(("tmr_iGOgDOlmFAot3zIp2JzEqXYs", "failed", "refund_payment"), (reader.Id, reader.Action.Status, reader.Action.Type));
    }

    [Fact]
    public async Task What_was_expanded_is_whole_and_else_only_named()
    {
        var charge = Fixture("charge");
        var named = await Read("""{"id":"pi_1","amount":1,"latest_charge":"ch_1"}""", client => new PaymentIntentService(client).GetAsync("pi"));
        var whole = await Read($$"""{"id":"pi_1","amount":1,"latest_charge":{{charge}}}""", client => new PaymentIntentService(client).GetAsync("pi"));

        Assert.Equal(("ch_1", null), (named.LatestChargeId, named.LatestCharge));
        Assert.Equal(("ch_1PgafuB7WZ01zgkWXYmPNZs8", "visa", "4242"),
            (whole.LatestChargeId, whole.LatestCharge.PaymentMethodDetails.Card.Brand, whole.LatestCharge.PaymentMethodDetails.Card.Last4));
        Assert.Equal(DateTime.UnixEpoch, whole.LatestCharge.PaymentMethodDetails.Card.CaptureBefore);
    }

    [Fact]
    public async Task An_error_says_what_Stripe_said()
    {
        const string declined = """
            {"error":{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds","message":"Your card has insufficient funds.",
             "payment_intent":{"id":"pi_1","amount":5,"status":"requires_payment_method"},"payment_method":{"id":"pm_1","card":{"brand":"visa","last4":"9995"}}}}
            """;
        var stripe = new Recorder(Answer(402, declined, ("Idempotent-Replayed", "true"), ("Request-Id", "req_1")));

        var refused = await Assert.ThrowsAsync<StripeException>(() => new PaymentIntentService(stripe.Client()).ConfirmAsync("pi_1"));

        Assert.Equal((HttpStatusCode.PaymentRequired, "card_declined", "insufficient_funds", "requires_payment_method", "9995"),
            (refused.HttpStatusCode, refused.StripeError.Code, refused.StripeError.DeclineCode, refused.StripeError.PaymentIntent.Status, refused.StripeError.PaymentMethod.Card.Last4));
        Assert.Equal(("req_1", "true"), (refused.StripeResponse.RequestId, refused.StripeResponse.Headers.GetValues("Idempotent-Replayed").Single()));
    }

    [Theory]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(500, "{}")]
    [InlineData(200, "<html>Welcome to the hotel</html>")]
    public async Task A_body_that_is_not_Stripes_is_an_error_without_details(int status, string body)
    {
        var problem = await Assert.ThrowsAsync<StripeException>(() => new PaymentIntentService(new Recorder(Answer(status, body)).Client()).GetAsync("pi_1"));

        Assert.Equal(((HttpStatusCode)status, null), (problem.HttpStatusCode, problem.StripeError));
    }

    private static string Fixture(string name) => Fixtures.GetProperty(name).GetRawText();

    private static Task<T> Read<T>(string body, Func<StripeClient, Task<T>> read) => read(new Recorder(Answer(200, body)).Client());
}
