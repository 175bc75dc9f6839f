using Stripe;

namespace PosAspire.Tests.StandIns.Stripe;

public class SignatureTests
{
    private const string Secret = "webhook_secret";
    private const long SignedAt = 1533204620;

    /// <summary>The fixed vector of stripe/stripe-dotnet, tag v52.2.0 (EventUtilityTest.cs and event_test_signature.json).</summary>
    private const string Header =
        "t=1533204620,v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7,v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef";

    private const string Body = """
        {
          "id": "evt_123",
          "object": "event",
          "account": "acct_123",
          "api_version": "2017-05-25",
          "created": 1533204620,
          "data": {
            "object": {
              "id": "cus_123",
              "object": "customer",
              "created": 123456789,
              "email": "test@stripe.com",
              "livemode": false,
              "metadata": {}
            }
          },
          "livemode": false,
          "pending_webhooks": 1,
          "request": {
            "id": "req_123",
            "idempotency_key": "idempotency-key-123"
          },
          "type": "customer.created"
        }

        """;

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(-300)]
    public void The_vector_holds_for_five_minutes_either_way(long later)
        => EventUtility.ValidateSignature(Body, Header, Secret, EventUtility.DefaultTimeTolerance, SignedAt + later);

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public void A_second_more_is_too_much(long later)
    {
        var refused = Assert.Throws<StripeException>(() => EventUtility.ValidateSignature(Body, Header, Secret, EventUtility.DefaultTimeTolerance, SignedAt + later));

        Assert.Contains("outside of the allowed tolerance", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_good_signature_among_several_is_enough()
    {
        var good = EventUtility.ComputeSignature(Secret, "7", "{}");

        EventUtility.ValidateSignature("{}", $"t=7, v1={new string('0', 64)}, v1={good}", Secret, 300, 7);
    }

    [Theory]
    [InlineData("another_secret", Header)]
    [InlineData(Secret, "t=1533204621,v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7")]
    [InlineData(Secret, "t=1533204620,v0=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7")]
    [InlineData(Secret, "v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7")]
    [InlineData(Secret, "t=1533204620,v1=")]
    [InlineData(Secret, "nonsense")]
    [InlineData(Secret, "")]
    public void What_nobody_with_the_secret_signed_is_refused(string secret, string header)
        => Assert.Throws<StripeException>(() => EventUtility.ValidateSignature(Body, header, secret, EventUtility.DefaultTimeTolerance, SignedAt));

    [Fact]
    public void A_changed_body_is_refused()
        => Assert.Throws<StripeException>(() => EventUtility.ValidateSignature(Body + " ", Header, Secret, EventUtility.DefaultTimeTolerance, SignedAt));

    [Fact]
    public void Text_that_is_no_text_is_refused()
        => Assert.Throws<StripeException>(() => EventUtility.ValidateSignature("\ud800", "t=1,v1=0", Secret, 300, 1));
}
