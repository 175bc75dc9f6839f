using System.Text.Json.Serialization;

namespace Stripe;

public class Refund : StripeEntity<Refund>, IHasId
{
    public string Id { get; set; }

    public long Amount { get; set; }

    public DateTime Created { get; set; } = DateTime.UnixEpoch;

    public string Currency { get; set; }

    public string FailureReason { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    [JsonIgnore]
    public string PaymentIntentId => InternalPaymentIntent?.Id;

    public string Status { get; set; }

    [JsonInclude, JsonPropertyName("payment_intent")]
    internal Expandable<PaymentIntent> InternalPaymentIntent { get; set; }
}
