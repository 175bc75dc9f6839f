namespace PosAspire.Domain.Payments;

/// <summary>Why a payment failed, where it is not the provider's word that says it.</summary>
public static class PaymentFailures
{
    public const string Declined = "declined";

    /// <summary>Given up at the till, or expired; nothing was taken.</summary>
    public const string Canceled = "canceled";

    /// <summary>Nobody paid the code while it could be paid.</summary>
    public const string Expired = "expired";

    /// <summary>The provider did not answer and certainly has not taken anything.</summary>
    public const string ProviderUnreachable = "provider_unreachable";

    /// <summary>Another amount or currency was paid than was asked for: a manager gives it back.</summary>
    public const string AmountMismatch = "amount_mismatch";

    /// <summary>What must go back did not: a manager settles it with the provider.</summary>
    public const string RefundRefused = "refund_refused";

    /// <summary>The bank would hold only a part.</summary>
    public const string PartlyAuthorized = "partly_authorized";
}
