using System.Text.Json.Serialization;

namespace Stripe;

public class PaymentIntent : StripeEntity<PaymentIntent>, IHasId
{
    public string Id { get; set; }

    public long Amount { get; set; }

    public long AmountCapturable { get; set; }

    public long AmountReceived { get; set; }

    public DateTime Created { get; set; } = DateTime.UnixEpoch;

    public string Currency { get; set; }

    public StripeError LastPaymentError { get; set; }

    [JsonIgnore]
    public string LatestChargeId => InternalLatestCharge?.Id;

    /// <summary>Null unless it was expanded.</summary>
    [JsonIgnore]
    public Charge LatestCharge => InternalLatestCharge?.Whole;

    public Dictionary<string, string> Metadata { get; set; }

    public string Status { get; set; }

    [JsonInclude, JsonPropertyName("latest_charge")]
    internal Expandable<Charge> InternalLatestCharge { get; set; }
}

public class Charge : StripeEntity<Charge>, IHasId
{
    public string Id { get; set; }

    public ChargePaymentMethodDetails PaymentMethodDetails { get; set; }
}

public class ChargePaymentMethodDetails : StripeEntity<ChargePaymentMethodDetails>
{
    public ChargePaymentMethodDetailsCard Card { get; set; }

    public ChargePaymentMethodDetailsCardPresent CardPresent { get; set; }
}

public class ChargePaymentMethodDetailsCard : StripeEntity<ChargePaymentMethodDetailsCard>
{
    public string Brand { get; set; }

    /// <summary>1970 where Stripe says nothing.</summary>
    public DateTime CaptureBefore { get; set; } = DateTime.UnixEpoch;

    public string Last4 { get; set; }
}

public class ChargePaymentMethodDetailsCardPresent : StripeEntity<ChargePaymentMethodDetailsCardPresent>
{
    public string Brand { get; set; }

    /// <summary>1970 where Stripe says nothing.</summary>
    public DateTime CaptureBefore { get; set; } = DateTime.UnixEpoch;

    public string Last4 { get; set; }
}

public class PaymentMethod : StripeEntity<PaymentMethod>, IHasId
{
    public string Id { get; set; }

    public PaymentMethodCard Card { get; set; }
}

public class PaymentMethodCard : StripeEntity<PaymentMethodCard>
{
    public string Brand { get; set; }

    public string Last4 { get; set; }
}

public class StripeError : StripeEntity<StripeError>
{
    public string Code { get; set; }

    public string DeclineCode { get; set; }

    public string Message { get; set; }

    public string Param { get; set; }

    public PaymentIntent PaymentIntent { get; set; }

    public PaymentMethod PaymentMethod { get; set; }

    public string Type { get; set; }
}
