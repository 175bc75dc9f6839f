using System.Text;
using System.Text.Json.Nodes;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Stripe;
using Stripe;

namespace PosAspire.Tests.Domain.Payments.Providers.Stripe;

public class StripeNoticeTests
{
    private const string Secret = "whsec_first_of_the_two";
    private const string Next = "whsec_second_of_the_two";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    [Theory]
    [InlineData("""{"object":"payment_intent","id":"pi_1","status":"succeeded"}""", "pi_1")]
    [InlineData("""{"object":"charge","id":"ch_1","payment_intent":"pi_2"}""", "pi_2")]
    [InlineData("""{"object":"refund","id":"re_1","payment_intent":"pi_3"}""", "pi_3")]
    [InlineData("""{"object":"terminal.reader","id":"tmr_1","action":{"type":"process_payment_intent","process_payment_intent":{"payment_intent":"pi_4"}}}""", "pi_4")]
    [InlineData("""{"object":"terminal.reader","id":"tmr_1","action":null}""", null)]
    [InlineData("""{"object":"payout","id":"po_1"}""", null)]
    [InlineData("""[]""", null)]
    public void An_event_names_the_payment_that_it_is_about(string thing, string? expected)
    {
        var seen = Read(Event(thing, "something.new"));

        Assert.Equal(("stripe", "evt_1", "something.new", expected), (seen!.Provider, seen.EventId, seen.Type, seen.ObjectRef));
    }

    [Fact]
    public void Nothing_of_a_person_is_kept()
    {
        const string thing = """{"object":"charge","id":"ch_1","amount":500,"currency":"usd","status":"succeeded","payment_intent":"pi_2","billing_details":{"name":"Jenny Rosen","email":"jenny@example.com"},"receipt_email":"jenny@example.com"}""";

        var payload = JsonNode.Parse(Read(Event(thing))!.Payload)!;

        Assert.Equal(["amount", "currency", "id", "of", "status"], payload.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Secret)]
    [InlineData(Next)]
    public void While_secrets_are_exchanged_both_hold(string secret) => Assert.NotNull(Read(Event("{}"), secret));

    [Theory]
    [InlineData("whsec_of_somebody_else", 0)]
    [InlineData(Secret, 301)]
    [InlineData(Secret, -301)]
    public void What_is_not_signed_now_by_one_of_them_is_nothing(string secret, int late) => Assert.Null(Read(Event("{}"), secret, Now.AddSeconds(late)));

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public void Five_minutes_are_allowed(int late) => Assert.NotNull(Read(Event("{}"), Secret, Now.AddSeconds(late)));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("""{"object":"event"}""")]
    [InlineData("""{"id":7,"type":"x"}""")]
    [InlineData("""{"id":"","type":"x"}""")]
    [InlineData("null")]
    public void What_is_signed_and_no_event_is_nothing(string body) => Assert.Null(Read(body));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=,v1=")]
    [InlineData("t=1795000000")]
    public void Without_a_signature_it_is_nothing(string? signature)
        => Assert.Null(StripeNotice.TryRead(Encoding.UTF8.GetBytes(Event("{}")), signature, [Secret], Now));

    [Fact]
    public void A_signed_time_that_is_none_is_nothing()
    {
        var body = Event("{}");

        Assert.All((string[])["soon", "99999999999"], time => Assert.Null(
            StripeNotice.TryRead(Encoding.UTF8.GetBytes(body), $"t={time},v1={EventUtility.ComputeSignature(Secret, time, body)}", [Secret], Now)));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_nothing()
        => Assert.Null(StripeNotice.TryRead([0x7b, 0xff, 0x7d], Signature("{\ufffd}", Secret, Now), [Secret], Now));

    private static string Event(string thing, string type = "payment_intent.succeeded")
        => "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"" + type + "\",\"data\":{\"object\":" + thing + "}}";

    private static string Signature(string body, string secret, DateTimeOffset at)
        => $"t={at.ToUnixTimeSeconds()},v1={EventUtility.ComputeSignature(secret, $"{at.ToUnixTimeSeconds()}", body)}";

    private static ProviderEventSeen? Read(string body, string secret = Secret, DateTimeOffset? signedAt = null)
        => StripeNotice.TryRead(Encoding.UTF8.GetBytes(body), Signature(body, secret, signedAt ?? Now), [Secret, Next], Now);
}
