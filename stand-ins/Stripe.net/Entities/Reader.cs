using System.Text.Json.Serialization;

namespace Stripe.Terminal;

public class Reader : StripeEntity<Reader>, IHasId
{
    public string Id { get; set; }

    public ReaderAction Action { get; set; }

    public string Status { get; set; }
}

public class ReaderAction : StripeEntity<ReaderAction>
{
    public string FailureCode { get; set; }

    public ReaderActionProcessPaymentIntent ProcessPaymentIntent { get; set; }

    public string Status { get; set; }

    public string Type { get; set; }
}

public class ReaderActionProcessPaymentIntent : StripeEntity<ReaderActionProcessPaymentIntent>
{
    [JsonIgnore]
    public string PaymentIntentId => InternalPaymentIntent?.Id;

    [JsonInclude, JsonPropertyName("payment_intent")]
    internal Expandable<PaymentIntent> InternalPaymentIntent { get; set; }
}
