using Stripe;
using Stripe.Terminal;
using static PosAspire.Tests.StandIns.Stripe.Recorder;

namespace PosAspire.Tests.StandIns.Stripe;

public class RequestTests
{
    private const string Intent = """{"id":"pi_1","object":"payment_intent","amount":1250,"created":1,"status":"requires_confirmation"}""";

    [Fact]
    public async Task A_post_is_a_form_with_nested_names_the_pinned_version_and_its_key()
    {
        var stripe = new Recorder(Answer(200, Intent));
        var options = new PaymentIntentCreateOptions
        {
            Amount = 1250,
            Currency = "usd",
            Description = "Bar & Grill 7",
            Metadata = new() { ["order"] = "ä=1" },
            PaymentMethodTypes = ["card", "card_present"],
        };
        options.AddExpand("latest_charge");

        await new PaymentIntentService(stripe.Client()).CreateAsync(options, new RequestOptions { IdempotencyKey = "k-1" });

        var sent = Assert.Single(stripe.Requests);
        Assert.Equal(("POST", "/v1/payment_intents"), (sent.Method, sent.Address));
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", sent.ContentType);
        Assert.Equal(
            ["amount=1250", "currency=usd", "description=Bar+%26+Grill+7", "expand[0]=latest_charge", "metadata[order]=%C3%A4%3D1", "payment_method_types[0]=card", "payment_method_types[1]=card_present"],
            sent.Body!.Split('&').Order(StringComparer.Ordinal));
        Assert.Equal(("Bearer sk_test_1", "2026-07-29.dahlia", "k-1"), (sent.Headers["Authorization"], sent.Headers["Stripe-Version"], sent.Headers["Idempotency-Key"]));
        Assert.StartsWith("Stripe/v1 .NetBindings/52.2.0", sent.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_without_a_key_gets_one_of_its_own_and_a_get_none()
    {
        var stripe = new Recorder(Answer(200, """{"id":"tmr_1","object":"terminal.reader"}"""));
        var readers = new ReaderService(stripe.Client());

        await readers.CancelActionAsync("tmr_1");
        await readers.CancelActionAsync("tmr_1");
        await readers.GetAsync("tmr/1");

        Assert.NotEqual(stripe.Requests[0].Headers["Idempotency-Key"], stripe.Requests[1].Headers["Idempotency-Key"]);
        Assert.Equal(("", "/v1/terminal/readers/tmr_1/cancel_action"), (stripe.Requests[0].Body, stripe.Requests[0].Address));
        Assert.Equal(("GET", "/v1/terminal/readers/tmr%2F1", null), (stripe.Requests[2].Method, stripe.Requests[2].Address, stripe.Requests[2].Body));
        Assert.DoesNotContain("Idempotency-Key", stripe.Requests[2].Headers.Keys);
    }

    [Fact]
    public async Task A_list_is_asked_for_page_after_page_with_its_span_in_seconds()
    {
        var stripe = new Recorder(
            Answer(200, """{"object":"list","has_more":true,"data":[{"id":"re_2","amount":2,"created":2},{"id":"re_1","amount":1,"created":1}]}"""),
            Answer(200, """{"object":"list","has_more":false,"data":[{"id":"re_0","amount":1,"created":0}]}"""));
        var options = new RefundListOptions
        {
            Created = new DateRangeOptions { GreaterThanOrEqual = DateTime.UnixEpoch, LessThan = DateTime.UnixEpoch.AddDays(1) },
            Limit = 2,
        };

        var refunds = await new RefundService(stripe.Client()).ListAutoPagingAsync(options).ToListAsync();

        Assert.Equal(["re_2", "re_1", "re_0"], refunds.Select(refund => refund.Id));
        Assert.Equal(["/v1/refunds?created[gte]=0&created[lt]=86400&limit=2", "/v1/refunds?created[gte]=0&created[lt]=86400&limit=2&starting_after=re_1"],
            stripe.Requests.Select(request => request.Address));
        Assert.Null(options.StartingAfter);
    }

    [Fact]
    public async Task Twice_is_tried_again_with_the_same_key_unless_told_otherwise()
    {
        var stripe = new Recorder(Answer(500, "{}"), Fails(new HttpRequestException("reset")), Answer(200, Intent));

        var intent = await new PaymentIntentService(stripe.Client(SystemNetHttpClient.DefaultMaxNumberRetries)).CaptureAsync("pi_1");

        Assert.Equal("pi_1", intent.Id);
        Assert.Equal(3, stripe.Requests.Count);
        Assert.Single(stripe.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct());
    }

    [Theory]
    [InlineData(0, 500, null, 1)]
    [InlineData(2, 500, "false", 1)]
    [InlineData(1, 409, null, 2)]
    [InlineData(1, 400, "true", 2)]
    [InlineData(2, 402, null, 1)]
    public async Task Stripes_own_word_decides_on_another_try(int retries, int status, string? advice, int expected)
    {
        var stripe = new Recorder(Answer(status, """{"error":{"type":"api_error"}}""", advice is null ? [] : [("Stripe-Should-Retry", advice)]));

        await Assert.ThrowsAsync<StripeException>(() => new PaymentIntentService(stripe.Client(retries)).ConfirmAsync("pi_1"));

        Assert.Equal(expected, stripe.Requests.Count);
    }

    [Fact]
    public async Task What_the_network_did_comes_through_as_it_was()
    {
        var stripe = new Recorder(Fails(new HttpRequestException(HttpRequestError.ConnectionError, "refused")), Fails(new TaskCanceledException("slow")));
        var intents = new PaymentIntentService(stripe.Client());

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => intents.ConfirmAsync("pi_1"));
        await Assert.ThrowsAsync<TaskCanceledException>(() => intents.ConfirmAsync("pi_1"));

        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk test")]
    public void A_key_that_cannot_be_one_is_refused(string key) => Assert.Throws<ArgumentException>(() => new StripeClient(new StripeClientOptions { ApiKey = key }));
}
